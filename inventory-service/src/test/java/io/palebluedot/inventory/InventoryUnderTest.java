package io.palebluedot.inventory;

import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.PublishOptions;
import io.palebluedot.events.EventCatalogue;
import io.palebluedot.events.EventData;
import io.palebluedot.events.EventJson;
import io.palebluedot.events.Ids;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import io.palebluedot.proto.inventory.v1.CatalogueServiceGrpc;
import io.palebluedot.proto.inventory.v1.ConfigServiceGrpc;
import io.palebluedot.proto.inventory.v1.FleetServiceGrpc;
import io.palebluedot.proto.inventory.v1.GetGpuRequest;
import io.palebluedot.proto.inventory.v1.GetServerRequest;
import io.palebluedot.proto.inventory.v1.Gpu;
import io.palebluedot.proto.inventory.v1.GpuServiceGrpc;
import io.palebluedot.proto.inventory.v1.MetricsServiceGrpc;
import io.palebluedot.proto.inventory.v1.Server;
import io.palebluedot.proto.inventory.v1.ServerServiceGrpc;
import io.palebluedot.testing.TestTokens;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service as callers and other services see it, and its tables as they do not. */
@ApplicationScoped
class InventoryUnderTest {

    private final ManagedChannel channel;
    private final Connection nats;
    private final Pool pool;

    InventoryUnderTest(
            @ConfigProperty(name = "quarkus.grpc.server.port") int port,
            @ConfigProperty(name = "pbd.test.nats") String natsUrl,
            Pool pool)
            throws IOException, InterruptedException {
        this.channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
        this.nats = Nats.connect(natsUrl);
        this.pool = pool;
    }

    @PreDestroy
    void close() throws InterruptedException {
        channel.shutdownNow();
        nats.close();
    }

    ServerServiceGrpc.ServerServiceBlockingStub servers() {
        return servers(TestTokens.operator());
    }

    ServerServiceGrpc.ServerServiceBlockingStub servers(String token) {
        return TestTokens.as(ServerServiceGrpc.newBlockingStub(channel), token);
    }

    GpuServiceGrpc.GpuServiceBlockingStub gpus() {
        return gpus(TestTokens.operator());
    }

    GpuServiceGrpc.GpuServiceBlockingStub gpus(String token) {
        return TestTokens.as(GpuServiceGrpc.newBlockingStub(channel), token);
    }

    ConfigServiceGrpc.ConfigServiceBlockingStub configs() {
        return TestTokens.as(ConfigServiceGrpc.newBlockingStub(channel), TestTokens.operator());
    }

    MetricsServiceGrpc.MetricsServiceBlockingStub metrics() {
        return TestTokens.as(MetricsServiceGrpc.newBlockingStub(channel), TestTokens.viewer());
    }

    CatalogueServiceGrpc.CatalogueServiceBlockingStub catalogue() {
        return TestTokens.as(CatalogueServiceGrpc.newBlockingStub(channel), TestTokens.operator());
    }

    FleetServiceGrpc.FleetServiceBlockingStub fleet(String token) {
        return TestTokens.as(FleetServiceGrpc.newBlockingStub(channel), token);
    }

    Server server(String ref) {
        return servers().getServer(GetServerRequest.newBuilder().setRef(ref).build());
    }

    Gpu gpu(String ref) {
        return gpus().getGpu(GetGpuRequest.newBuilder().setRef(ref).build());
    }

    /** Publishes as another service's outbox would; answers the event's id. */
    UUID publish(String source, String subject, EventData data) {
        var id = Ids.newUuid();
        publish(source, subject, data, id, id.toString());
        return id;
    }

    void publish(String source, String subject, EventData data, UUID id, String messageId) {
        var entry = EventCatalogue.of(data.getClass());
        byte[] envelope =
                EventJson.envelope(id, source, entry.type(), subject, 1, Instant.now(), null, EventJson.data(data));
        // The streams are made by the service while it starts.
        until(() -> published(entry.natsSubject(subject), envelope, messageId));
    }

    private boolean published(String natsSubject, byte[] envelope, String messageId) {
        try {
            nats.jetStream()
                    .publish(
                            natsSubject,
                            envelope,
                            PublishOptions.builder().messageId(messageId).build());
            return true;
        } catch (IOException | JetStreamApiException notYet) {
            return false;
        }
    }

    void publish(TelemetryBatch batch) {
        nats.publish("pbd.telemetry." + batch.getServerId() + ".sampled", batch.toByteArray());
    }

    RowSet<Row> sql(String sql) {
        return pool.query(sql).execute().await().atMost(Duration.ofSeconds(10));
    }

    long count(String sql) {
        return sql(sql).iterator().next().getLong(0);
    }

    /** Data of the events of a type about an object, oldest first. */
    List<String> told(String type, String object) {
        var events = new ArrayList<String>();
        sql("select data from outbox where type = 'io.palebluedot." + type + ".v1' and object_id = '" + object
                        + "' order by position")
                .forEach(row -> events.add(row.getString(0)));
        return events;
    }

    /** Of the last event about an object. */
    long lastSequence(String object) {
        return count("select max(sequence) from outbox where object_id = '" + object + "'");
    }

    static Timestamp now() {
        var now = Instant.now();
        return Timestamp.newBuilder()
                .setSeconds(now.getEpochSecond())
                .setNanos(now.getNano())
                .build();
    }

    static void until(BooleanSupplier condition) {
        var deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("did not happen within 30 s");
            }
            LockSupport.parkNanos(50_000_000);
        }
    }
}
