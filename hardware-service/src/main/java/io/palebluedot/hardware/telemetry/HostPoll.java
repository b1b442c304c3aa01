package io.palebluedot.hardware.telemetry;

import io.palebluedot.events.jetstream.TelemetryPublisher;
import io.palebluedot.hardware.telemetry.format.DcgmMetrics;
import io.palebluedot.hardware.telemetry.format.GpuRecord;
import io.palebluedot.hardware.telemetry.format.NodeMetrics;
import io.palebluedot.hardware.telemetry.format.PrometheusText;
import io.palebluedot.hardware.xid.XidSighting;
import io.palebluedot.hardware.xid.XidWatch;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Asks the exporters on a host. */
@ApplicationScoped
class HostPoll {

    private final Exporters exporters;
    private final TelemetryPublisher publisher;
    private final XidWatch xids;

    HostPoll(Exporters exporters, TelemetryPublisher publisher, XidWatch xids) {
        this.exporters = exporters;
        this.publisher = publisher;
        this.xids = xids;
    }

    /** Fails when a known exporter does not answer; the other one is asked all the same. */
    Uni<Void> poll(Watch watch) {
        return node(watch)
                .onFailure()
                .recoverWithUni(e -> dcgm(watch).chain(() -> Uni.createFrom().failure(e)))
                .chain(() -> dcgm(watch));
    }

    private Uni<Void> dcgm(Watch watch) {
        String url = watch.server().dcgmExporterUrl();
        return url == null ? Uni.createFrom().voidItem() : exporters.scrape(url).chain(page -> gpus(watch, page));
    }

    private Uni<Void> gpus(Watch watch, PrometheusText.Page page) {
        var id = watch.server().id();
        var gpus = DcgmMetrics.of(page.samples());
        if (!gpus.isEmpty()) {
            publisher.publish(Batches.of(
                    id.toString(), "dcgm", gpus, Map.of(), !watch.bmcBreaker().open()));
        }
        return report(id, gpus);
    }

    Uni<Void> report(UUID serverId, List<GpuRecord> gpus) {
        var gauges = new ArrayList<XidSighting>();
        for (var gpu : gpus) {
            Double code = gpu.values().get("gpu_xid");
            if (code != null) {
                gauges.add(new XidSighting(
                        code.intValue(),
                        gpu.key(),
                        gpu.pciAddress(),
                        gpu.uuid(),
                        gpu.serial(),
                        gpu.index(),
                        "dcgm",
                        null));
            }
        }
        return gauges.isEmpty() ? Uni.createFrom().voidItem() : xids.gauges(serverId, gauges);
    }

    private Uni<Void> node(Watch watch) {
        String url = watch.server().nodeExporterUrl();
        return url == null
                ? Uni.createFrom().voidItem()
                : exporters.scrape(url).invoke(page -> host(watch, page)).replaceWithVoid();
    }

    private void host(Watch watch, PrometheusText.Page page) {
        var host = NodeMetrics.of(page.samples(), watch.cpu());
        watch.cpu(host.cpu());
        if (!host.values().isEmpty()) {
            String id = watch.server().id().toString();
            publisher.publish(Batches.of(
                    id, "node", List.of(), host.values(), !watch.bmcBreaker().open()));
        }
    }
}
