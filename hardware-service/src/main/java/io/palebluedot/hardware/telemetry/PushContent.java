package io.palebluedot.hardware.telemetry;

import io.palebluedot.hardware.telemetry.format.DcgmMetrics;
import io.palebluedot.hardware.telemetry.format.GpuRecord;
import io.palebluedot.hardware.telemetry.format.KernelLog;
import io.palebluedot.hardware.telemetry.format.KernelLog.XidLine;
import io.palebluedot.hardware.telemetry.format.NvidiaSmiXml;
import io.palebluedot.hardware.telemetry.format.PrometheusText;
import io.palebluedot.hardware.telemetry.format.QueryGpuCsv;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Finds out what a pushed body is: by its MIME type where that says enough, else by its content. */
final class PushContent {

    /** What was understood; format is nvidia_smi_xml, query_gpu_csv, dcgm_exporter, kernel_log */
    record Read(String format, List<GpuRecord> gpus, List<XidLine> xids, List<String> notUnderstood) {

        int samples() {
            return gpus.stream().mapToInt(g -> g.values().size()).sum();
        }
    }

    private PushContent() {}

    /** @throws IllegalArgumentException for what is none of the formats */
    static Read read(String contentType, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        String start = text.stripLeading();
        if (contentType.contains("xml") || start.startsWith("<")) {
            return xml(body);
        }
        if (text.contains("DCGM_FI_")) {
            return dcgm(text);
        }
        if (contentType.contains("csv")
                || QueryGpuCsv.isHeader(start.lines().findFirst().orElse(""))) {
            var table = QueryGpuCsv.parse(start);
            return new Read("query_gpu_csv", table.gpus(), List.of(), table.broken());
        }
        if (KernelLog.looksLike(text)) {
            var log = KernelLog.parse(text);
            return new Read("kernel_log", List.of(), log.xids(), log.others());
        }
        throw new IllegalArgumentException(
                "is neither nvidia-smi XML, --query-gpu CSV, dcgm-exporter text nor lines of the NVIDIA kernel driver");
    }

    private static Read xml(byte[] body) {
        var gpus = NvidiaSmiXml.parse(body);
        if (gpus.isEmpty()) {
            throw new IllegalArgumentException("the XML holds no gpu");
        }
        return new Read("nvidia_smi_xml", gpus, List.of(), List.of());
    }

    private static Read dcgm(String text) {
        var page = PrometheusText.parse(text);
        return new Read("dcgm_exporter", DcgmMetrics.of(page.samples()), List.of(), page.broken());
    }
}
