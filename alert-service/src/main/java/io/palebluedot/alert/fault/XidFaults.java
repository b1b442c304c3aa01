package io.palebluedot.alert.fault;

import io.palebluedot.alert.AlertConfig;
import io.palebluedot.alert.alerts.AlertWriter;
import io.palebluedot.alert.alerts.Finding;
import io.palebluedot.alert.alerts.Place;
import io.palebluedot.alert.asset.AssetRepository;
import io.palebluedot.alert.asset.Fleet;
import io.palebluedot.alert.asset.GpuAsset;
import io.palebluedot.alert.condition.Rule;
import io.palebluedot.alert.xid.XidMeaning;
import io.palebluedot.alert.xid.XidMeanings;
import io.palebluedot.events.GpuEvent.GpuStatusChanged;
import io.palebluedot.events.GpuEvent.XidReported;
import io.palebluedot.events.PbdEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Alerts of Xids: severity and action by the catalogue, ended by the GPU's return or by not being told again. */
@ApplicationScoped
class XidFaults {

    static final String NAME = "gpu_xid";

    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final Set<String> REPAIRED_FROM = Set.of("faulty", "resetting", "rma");

    private final AssetRepository assets;
    private final XidMeanings meanings;
    private final AlertWriter alerts;
    private final AlertConfig config;

    XidFaults(AssetRepository assets, XidMeanings meanings, AlertWriter alerts, AlertConfig config) {
        this.assets = assets;
        this.meanings = meanings;
        this.alerts = alerts;
        this.config = config;
    }

    Uni<Void> reported(SqlConnection tx, Rule rule, PbdEvent event, XidReported xid) {
        return assets.fleet(tx, List.of(event.subject()))
                .chain(fleet -> meanings.of(tx, xid.code())
                        .chain(meaning ->
                                alerts.fire(tx, finding(rule, event, xid, fleet, meaning), AlertWriter.SERVICE)))
                .replaceWithVoid();
    }

    /** A GPU that comes back from repair, or leaves for good, takes its Xids with it. */
    Uni<Void> moved(SqlConnection tx, PbdEvent event, GpuStatusChanged gpu) {
        boolean repaired = gpu.to().equals("available") && gpu.from() != null && REPAIRED_FROM.contains(gpu.from());
        if (!repaired && !gpu.to().equals("removed")) {
            return Uni.createFrom().voidItem();
        }
        return alerts.clearGpu(
                tx, NAME, event.subject(), repaired ? "the GPU is back in service" : "the GPU was removed");
    }

    private Finding finding(Rule rule, PbdEvent event, XidReported xid, Fleet fleet, XidMeaning meaning) {
        var serverId = event.subject();
        var server = fleet.server(serverId);
        var gpu = fleet.gpu(serverId, xid.gpuSerial(), xid.gpuIndex());
        var labels = FaultPlace.labels(server, gpu);
        labels.putAll(rule.labels());
        labels.put("xid", Integer.toString(xid.code()));
        labels.put("xid_name", meaning.name());
        labels.put("action", meaning.action().wire());
        FaultPlace.put(labels, "pci_address", xid.pciAddress());
        FaultPlace.put(labels, "gpu_uuid", xid.gpuUuid());
        return new Finding(
                "xid:" + serverId + "/" + which(xid, gpu) + ":" + xid.code(),
                NAME,
                meaning.severity(),
                "Xid " + xid.code() + " on " + where(xid, gpu) + ": " + meaning.text(),
                gpu == null ? Place.server(serverId, server) : Place.of(gpu),
                rule.id(),
                Map.copyOf(labels),
                (double) xid.code(),
                null,
                "event",
                event.time(),
                meaning.lasting() ? null : config.scaled(FORGOTTEN_AFTER));
    }

    private static String which(XidReported xid, @Nullable GpuAsset gpu) {
        return gpu == null ? where(xid, null) : gpu.id();
    }

    private static String where(XidReported xid, @Nullable GpuAsset gpu) {
        if (gpu != null) {
            return gpu.name();
        }
        if (xid.pciAddress() != null) {
            return "the GPU at " + xid.pciAddress();
        }
        return xid.gpuSerial() != null
                ? "the GPU " + xid.gpuSerial()
                : "GPU index " + Objects.toString(xid.gpuIndex(), "unknown");
    }
}
