package io.palebluedot.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.palebluedot.proto.hardware.v1.Credential;
import io.palebluedot.proto.hardware.v1.DiscoveryServiceGrpc;
import io.palebluedot.proto.hardware.v1.GetDiscoveryRequest;
import io.palebluedot.proto.hardware.v1.GetOperationRequest;
import io.palebluedot.proto.hardware.v1.HardwareServiceGrpc;
import io.palebluedot.proto.hardware.v1.Operation;
import io.palebluedot.proto.hardware.v1.OperationServiceGrpc;
import io.palebluedot.proto.hardware.v1.OperationState;
import io.palebluedot.proto.hardware.v1.SetBootRequest;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import io.palebluedot.testing.RealServers;
import io.palebluedot.testing.TestKeys;
import io.palebluedot.testing.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service, killed with signal 9 in the middle of its work and started again. */
class KilledServiceIT {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    @TempDir
    Path logs;

    private final int grpcPort = RealServers.freePort();
    private RackUnderTest rack;
    private Process service;
    private ManagedChannel channel;

    @BeforeEach
    void begin() throws IOException {
        Assumptions.assumeTrue(Files.exists(JAR), "the service is not packaged: " + JAR);
        RealServers.get().createDatabase("hardware_killed");
        rack = new RackUnderTest(41, 1, 1, "hgx-h200");
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", grpcPort)
                .usePlaintext()
                .build();
        service = start();
    }

    @AfterEach
    void end() {
        channel.shutdownNow();
        service.destroyForcibly().onExit().join();
        rack.close();
    }

    private Process start() throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dpbd.hardware.operations.lease=PT3S",
                        "-Dpbd.hardware.operations.heartbeat=PT1S",
                        "-jar",
                        JAR.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        logs.resolve("service.log").toFile()));
        var servers = RealServers.get();
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("SERVER_PORT", Integer.toString(RealServers.freePort())),
                        Map.entry("GRPC_PORT", Integer.toString(grpcPort)),
                        Map.entry("DB_HOST", "127.0.0.1"),
                        Map.entry("DB_PORT", Integer.toString(servers.postgresPort())),
                        Map.entry("DB_NAME", "hardware_killed"),
                        Map.entry("DB_USER", "hardware_killed"),
                        Map.entry("DB_PASSWORD", RealServers.PASSWORD),
                        Map.entry("NATS_URL", "nats://127.0.0.1:" + servers.natsPort()),
                        Map.entry("PBD_JWKS_FILE", TestKeys.jwksFile().toString()),
                        Map.entry(
                                "PBD_SERVICE_KEY_FILE",
                                TestKeys.serviceKeyFile().toString()),
                        Map.entry(
                                "PBD_CREDENTIAL_KEY_FILE",
                                TestKeys.credentialKeyFile().toString()),
                        Map.entry("PBD_HARDWARE_ALLOWED_NETWORKS", "127.0.0.0/8")));
        return builder.start();
    }

    @Test
    void aBootThatWasInterruptedIsEndedByTheNextProcess() throws IOException {
        String server = discovered();
        rack.fault(1, "{\"kind\":\"slow\",\"delay_ms\":400}");
        var boot = hardware()
                .setBoot(SetBootRequest.newBuilder()
                        .setServerId(server)
                        .setTarget("Pxe")
                        .setOnce(true)
                        .setPowerCycle(true)
                        .build());
        ServiceUnderTest.untilTrue(() -> operation(boot.getId()).getProgress() >= 20);
        assertThat(operation(boot.getId()).getState()).isEqualTo(OperationState.OPERATION_STATE_RUNNING);
        service.destroyForcibly().onExit().join();
        rack.repair(1);
        service = start();
        var done = ServiceUnderTest.until(() -> {
            var now = answered(() -> operation(boot.getId()));
            return now == null || now.getState() == OperationState.OPERATION_STATE_RUNNING ? null : now;
        });
        assertThat(done.getState())
                .as("%s %s", done.getErrorCode(), done.getError())
                .isEqualTo(OperationState.OPERATION_STATE_SUCCEEDED);
        assertThat(done.getResult().getFieldsMap().get("power_state").getStringValue())
                .isEqualTo("On");
    }

    private String discovered() {
        var request = StartDiscoveryRequest.newBuilder()
                .addAddresses(rack.address(0))
                .addCredentials(Credential.newBuilder()
                        .setUsername("admin")
                        .setPassword(rack.rack().password()))
                .build();
        var stub = TestTokens.as(DiscoveryServiceGrpc.newBlockingStub(channel), TestTokens.operator());
        var started = ServiceUnderTest.until(() -> answered(() -> stub.startDiscovery(request)));
        return ServiceUnderTest.until(() -> {
            var now = stub.getDiscovery(
                    GetDiscoveryRequest.newBuilder().setId(started.getId()).build());
            String id = now.getServersCount() == 0 ? "" : now.getServers(0).getServerId();
            return id.isEmpty() ? null : id;
        });
    }

    private HardwareServiceGrpc.HardwareServiceBlockingStub hardware() {
        return TestTokens.as(HardwareServiceGrpc.newBlockingStub(channel), TestTokens.operator());
    }

    private Operation operation(String id) {
        return TestTokens.as(OperationServiceGrpc.newBlockingStub(channel), TestTokens.operator())
                .getOperation(GetOperationRequest.newBuilder().setId(id).build());
    }

    /** Null while the service is away. */
    private static <T> T answered(java.util.function.Supplier<T> call) {
        try {
            return Objects.requireNonNull(call.get());
        } catch (StatusRuntimeException away) {
            return null;
        }
    }
}
