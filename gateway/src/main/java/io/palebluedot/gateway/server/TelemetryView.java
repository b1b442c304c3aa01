package io.palebluedot.gateway.server;

import io.palebluedot.proto.hardware.v1.PushTelemetryResponse;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was understood of pushed telemetry. */
@Schema(name = "TelemetryReceipt")
record TelemetryView(
        @Schema(description = "nvidia_smi_xml, query_gpu_csv, dcgm_exporter, kernel_log")
        String format,

        int samples,
        int gpus,
        int xids,

        @Schema(description = "Lines and fields that were not understood")
        List<String> notUnderstood) {

    static TelemetryView of(PushTelemetryResponse r) {
        return new TelemetryView(r.getFormat(), r.getSamples(), r.getGpus(), r.getXids(), r.getNotUnderstoodList());
    }
}
