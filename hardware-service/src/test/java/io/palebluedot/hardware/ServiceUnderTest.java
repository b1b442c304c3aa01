package io.palebluedot.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.palebluedot.proto.hardware.v1.ApplyGpuConfigRequest;
import io.palebluedot.proto.hardware.v1.BmcServiceGrpc;
import io.palebluedot.proto.hardware.v1.Credential;
import io.palebluedot.proto.hardware.v1.CredentialServiceGrpc;
import io.palebluedot.proto.hardware.v1.Discovery;
import io.palebluedot.proto.hardware.v1.DiscoveryServiceGrpc;
import io.palebluedot.proto.hardware.v1.GetDiscoveryRequest;
import io.palebluedot.proto.hardware.v1.GetOperationRequest;
import io.palebluedot.proto.hardware.v1.HardwareServiceGrpc;
import io.palebluedot.proto.hardware.v1.Operation;
import io.palebluedot.proto.hardware.v1.OperationServiceGrpc;
import io.palebluedot.proto.hardware.v1.OperationState;
import io.palebluedot.proto.hardware.v1.ServerTarget;
import io.palebluedot.proto.hardware.v1.SetPowerRequest;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import io.palebluedot.proto.hardware.v1.SwitchServiceGrpc;
import io.palebluedot.proto.hardware.v1.TelemetryServiceGrpc;
import io.palebluedot.testing.TestTokens;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service as its callers see it, and its tables as they do not. */
@ApplicationScoped
class ServiceUnderTest {

    private final ManagedChannel channel;
    private final Pool pool;

    ServiceUnderTest(@ConfigProperty(name = "pbd.test.grpc") int port, Pool pool) {
        this.channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
        this.pool = pool;
    }

    @PreDestroy
    void close() {
        channel.shutdownNow();
    }

    HardwareServiceGrpc.HardwareServiceBlockingStub hardware() {
        return TestTokens.as(HardwareServiceGrpc.newBlockingStub(channel), TestTokens.operator());
    }

    HardwareServiceGrpc.HardwareServiceBlockingStub hardwareAs(String token) {
        return TestTokens.as(HardwareServiceGrpc.newBlockingStub(channel), token);
    }

    BmcServiceGrpc.BmcServiceBlockingStub bmcs(String token) {
        return TestTokens.as(BmcServiceGrpc.newBlockingStub(channel), token);
    }

    OperationServiceGrpc.OperationServiceBlockingStub operations() {
        return TestTokens.as(OperationServiceGrpc.newBlockingStub(channel), TestTokens.operator());
    }

    DiscoveryServiceGrpc.DiscoveryServiceBlockingStub discoveries() {
        return TestTokens.as(DiscoveryServiceGrpc.newBlockingStub(channel), TestTokens.operator());
    }

    CredentialServiceGrpc.CredentialServiceBlockingStub credentials() {
        return TestTokens.as(CredentialServiceGrpc.newBlockingStub(channel), TestTokens.admin());
    }

    SwitchServiceGrpc.SwitchServiceBlockingStub switches() {
        return switchesAs(TestTokens.operator());
    }

    SwitchServiceGrpc.SwitchServiceBlockingStub switchesAs(String token) {
        return TestTokens.as(SwitchServiceGrpc.newBlockingStub(channel), token);
    }

    TelemetryServiceGrpc.TelemetryServiceBlockingStub telemetry() {
        return TestTokens.as(TelemetryServiceGrpc.newBlockingStub(channel), TestTokens.service("node"));
    }

    Operation operation(String id) {
        return operations()
                .getOperation(GetOperationRequest.newBuilder().setId(id).build());
    }

    /** Waits until it ended. */
    Operation ended(Operation operation) {
        return until(() -> {
            var now = operation(operation.getId());
            boolean open = now.getState() == OperationState.OPERATION_STATE_QUEUED
                    || now.getState() == OperationState.OPERATION_STATE_RUNNING;
            return open ? null : now;
        });
    }

    /** Waits until it ended, and it did so well. */
    Operation succeeded(Operation operation) {
        var end = ended(operation);
        assertThat(end.getState())
                .as("%s %s", end.getErrorCode(), end.getError())
                .isEqualTo(OperationState.OPERATION_STATE_SUCCEEDED);
        return end;
    }

    Operation failed(Operation operation) {
        var end = ended(operation);
        assertThat(end.getState()).isEqualTo(OperationState.OPERATION_STATE_FAILED);
        return end;
    }

    RowSet<Row> sql(String sql) {
        return pool.query(sql).execute().await().atMost(Duration.ofSeconds(10));
    }

    /** Data of the events of a type about an object, oldest first. */
    List<String> events(String type, String object) {
        var events = new ArrayList<String>();
        sql("select data from outbox where type = 'io.palebluedot." + type + ".v1' and object_id = '" + object
                        + "' order by position")
                .forEach(row -> events.add(row.getString(0)));
        return events;
    }

    Discovery discover(StartDiscoveryRequest.Builder request) {
        var started = discoveries().startDiscovery(request.build());
        succeeded(operation(started.getOperationId()));
        return discoveries()
                .getDiscovery(
                        GetDiscoveryRequest.newBuilder().setId(started.getId()).build());
    }

    static Credential credential(String password) {
        return Credential.newBuilder()
                .setUsername("admin")
                .setPassword(password)
                .build();
    }

    Operation power(String server, String action, String key) {
        return hardware()
                .setPower(SetPowerRequest.newBuilder()
                        .setServerId(server)
                        .setAction(action)
                        .setIdempotencyKey(key)
                        .build());
    }

    static ServerTarget target(String server) {
        return ServerTarget.newBuilder().setServerId(server).build();
    }

    Operation gpu(String server, Consumer<ApplyGpuConfigRequest.Builder> wish) {
        var request = ApplyGpuConfigRequest.newBuilder()
                .setServerId(server)
                .setGpuId("gpu-004")
                .setGpuIndex(3);
        wish.accept(request);
        return hardware().applyGpuConfig(request.build());
    }

    /** The call ends with that gRPC status. */
    static void refused(String status, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).hasToString(status));
    }

    static <T> T until(Supplier<T> value) {
        var deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(deadline)) {
            T now = value.get();
            if (now != null) {
                return now;
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new AssertionError("did not happen within 60 s");
    }

    static void untilTrue(BooleanSupplier condition) {
        until(() -> condition.getAsBoolean() ? Boolean.TRUE : null);
    }
}
