package io.palebluedot.hardware.telemetry;

import io.palebluedot.events.jetstream.TelemetryPublisher;
import io.palebluedot.hardware.server.ServerRepository;
import io.palebluedot.hardware.telemetry.PushContent.Read;
import io.palebluedot.hardware.xid.XidSighting;
import io.palebluedot.hardware.xid.XidWatch;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Takes what a node measured itself, and answers what was understood. */
@ApplicationScoped
public class PushService {

    private static final int MAX_BYTES = 8 << 20;

    private final ServerRepository servers;
    private final TelemetryPublisher publisher;
    private final HostPoll hosts;
    private final XidWatch xids;

    PushService(ServerRepository servers, TelemetryPublisher publisher, HostPoll hosts, XidWatch xids) {
        this.servers = servers;
        this.publisher = publisher;
        this.hosts = hosts;
        this.xids = xids;
    }

    Uni<Read> push(String serverId, String contentType, byte[] body) {
        if (body.length == 0 || body.length > MAX_BYTES) {
            throw Failures.invalid("body", "must have 1 to " + MAX_BYTES + " bytes");
        }
        return servers.get(serverId).chain(server -> {
            var read = read(contentType, body);
            if (!read.gpus().isEmpty()) {
                publisher.publish(Batches.of(serverId, "push", read.gpus(), Map.of(), server.reachable()));
            }
            return told(server.id(), read).replaceWith(read);
        });
    }

    private static Read read(String contentType, byte[] body) {
        try {
            return PushContent.read(contentType, body);
        } catch (IllegalArgumentException e) {
            throw Failures.invalid("body", String.valueOf(e.getMessage()));
        }
    }

    private Uni<Void> told(UUID serverId, Read read) {
        List<XidSighting> lines = read.xids().stream()
                .map(x -> new XidSighting(
                        x.code(),
                        Objects.requireNonNullElse(x.pciAddress(), "unknown"),
                        x.pciAddress(),
                        x.uuid(),
                        x.serial(),
                        null,
                        "kernel_log",
                        x.line()))
                .toList();
        return hosts.report(serverId, read.gpus()).chain(() -> xids.lines(serverId, lines));
    }
}
