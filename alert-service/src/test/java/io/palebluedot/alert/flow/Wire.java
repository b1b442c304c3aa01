package io.palebluedot.alert.flow;

import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.palebluedot.events.EventCatalogue;
import io.palebluedot.events.EventData;
import io.palebluedot.events.EventJson;
import io.palebluedot.events.GpuEvent;
import io.palebluedot.events.Ids;
import io.palebluedot.events.ServerEvent;
import io.palebluedot.events.jetstream.NatsLink;
import io.palebluedot.proto.alert.v1.AlertServiceGrpc;
import io.palebluedot.proto.alert.v1.EventServiceGrpc;
import io.palebluedot.proto.hardware.v1.GpuSample;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import io.palebluedot.testing.TestTokens;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** What the other services would send, and what their callers would ask. */
final class Wire {

    private static final AtomicLong SEQUENCE = new AtomicLong();
    private static final ManagedChannel CHANNEL = NettyChannelBuilder.forAddress("127.0.0.1", QuickProfile.GRPC_PORT)
            .usePlaintext()
            .build();

    private final NatsLink link;

    Wire(NatsLink link) {
        this.link = link;
    }

    static AlertServiceGrpc.AlertServiceBlockingStub alerts(String token) {
        return TestTokens.as(AlertServiceGrpc.newBlockingStub(CHANNEL), token);
    }

    static EventServiceGrpc.EventServiceBlockingStub events(String token) {
        return TestTokens.as(EventServiceGrpc.newBlockingStub(CHANNEL), token);
    }

    static EventServiceGrpc.EventServiceStub stream(String token) {
        return TestTokens.as(EventServiceGrpc.newStub(CHANNEL), token);
    }

    /** Publishes an event as another service's relay would. */
    UUID tell(String source, String subject, EventData data) {
        var entry = EventCatalogue.of(data.getClass());
        var id = Ids.newUuid();
        var bytes = EventJson.envelope(
                id,
                source,
                entry.type(),
                subject,
                SEQUENCE.incrementAndGet(),
                Instant.now(),
                null,
                EventJson.data(data));
        raw(entry.natsSubject(subject), bytes);
        return id;
    }

    void raw(String subject, byte[] bytes) {
        try {
            link.current().jetStream().publish(subject, bytes);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void server(String id, String name, String rack, String project) {
        tell(
                "/inventory-service",
                id,
                new ServerEvent.ServerStateChanged(
                        name, "reserved", "active", "ready", null, false, "OK", rack, project));
    }

    void gpu(String id, String name, String serverId, int index, String serial) {
        gpu(id, name, serverId, index, serial, "available", "allocated");
    }

    void gpu(String id, String name, String serverId, int index, String serial, String from, String to) {
        tell(
                "/inventory-service",
                id,
                new GpuEvent.GpuStatusChanged(
                        name,
                        serverId,
                        "server",
                        from,
                        to,
                        "in_use",
                        "OK",
                        false,
                        false,
                        index,
                        "H100",
                        serial,
                        80L << 30,
                        "rack-1",
                        "domain-" + serverId,
                        null));
    }

    void xid(String serverId, int code, String serial) {
        tell(
                "/hardware-service",
                serverId,
                new GpuEvent.XidReported(code, "0000:1b:00.0", null, serial, null, "kernel_log", "NVRM: Xid"));
    }

    void telemetry(String serverId, String serial, Map<String, Double> values) {
        var now = Instant.now();
        var batch = TelemetryBatch.newBuilder()
                .setServerId(serverId)
                .setAt(Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .setSource("dcgm")
                .setBmcReachable(true)
                .addGpus(GpuSample.newBuilder().setSerial(serial).putAllValues(values))
                .build();
        link.current().publish("pbd.telemetry." + serverId + ".sampled", batch.toByteArray());
    }
}
