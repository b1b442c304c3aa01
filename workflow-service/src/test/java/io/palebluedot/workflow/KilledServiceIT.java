package io.palebluedot.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.palebluedot.proto.workflow.v1.CreateWorkflowRequest;
import io.palebluedot.proto.workflow.v1.ListWorkflowsRequest;
import io.palebluedot.proto.workflow.v1.Workflow;
import io.palebluedot.proto.workflow.v1.WorkflowServiceGrpc;
import io.palebluedot.proto.workflow.v1.WorkflowState;
import io.palebluedot.testing.RealServers;
import io.palebluedot.testing.TestKeys;
import io.palebluedot.testing.TestTokens;
import io.palebluedot.workflow.testing.FakeRack;
import io.palebluedot.workflow.testing.FakeRack.Machine;
import io.palebluedot.workflow.testing.PeersResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service, killed with signal 9 again and again while it deploys. */
class KilledServiceIT {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Duration WAIT = Duration.ofSeconds(90);
    private static final int KILLS = 3;

    @TempDir
    Path logs;

    private final int grpcPort = RealServers.freePort();
    private final PeersResource peers = new PeersResource();
    private Process service;
    private ManagedChannel channel;

    @BeforeEach
    void begin() {
        Assumptions.assumeTrue(Files.exists(JAR), "the service is not packaged: " + JAR);
        RealServers.get().createDatabase("workflow_killed");
        channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort)
                .usePlaintext()
                .build();
    }

    @AfterEach
    void end() {
        channel.shutdownNow();
        service.destroyForcibly().onExit().join();
        peers.stop();
    }

    @Test
    void everyDeployEndsRightAndNoHardwareActionRunsTwice() throws IOException {
        var config = peers.start();
        service = start(config);
        var machines =
                IntStream.range(0, 8).mapToObj(i -> FakeRack.get().machine()).toList();
        await().atMost(WAIT)
                .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                .untilAsserted(() -> machines.forEach(this::deploy));
        var random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            await().pollDelay(Duration.ofMillis(200 + random.nextInt(1500))).until(() -> true);
            service.destroyForcibly().onExit().join();
            service = start(config);
            await().atMost(WAIT)
                    .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                    .until(() -> !all().isEmpty());
        }
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(all())
                        .hasSize(machines.size())
                        .allSatisfy(w -> assertThat(w.getState())
                                .as(w.toString())
                                .isEqualTo(WorkflowState.WORKFLOW_STATE_SUCCESS)));
        assertThat(machines)
                .allSatisfy(m -> assertThat(m.actions).containsExactly("boot Pxe once cycle", "boot None cycle"));
    }

    /** Repeated until it is answered: the idempotency key makes it one. */
    private void deploy(Machine machine) {
        workflows()
                .createWorkflow(CreateWorkflowRequest.newBuilder()
                        .setKind("deploy")
                        .setServerId(machine.id)
                        .setAllocationId("allocation-of-" + machine.name)
                        .setIdempotencyKey(machine.id)
                        .build());
    }

    private List<Workflow> all() {
        return workflows()
                .listWorkflows(ListWorkflowsRequest.getDefaultInstance())
                .getWorkflowsList();
    }

    private WorkflowServiceGrpc.WorkflowServiceBlockingStub workflows() {
        return TestTokens.as(WorkflowServiceGrpc.newBlockingStub(channel), TestTokens.operator());
    }

    private Process start(java.util.Map<String, String> config) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dpbd.workflow.lease=2s",
                        "-Dpbd.workflow.recheck=0.2s",
                        "-jar",
                        JAR.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        logs.resolve("service.log").toFile()));
        var servers = RealServers.get();
        var environment = builder.environment();
        environment.put("SERVER_PORT", Integer.toString(RealServers.freePort()));
        environment.put("GRPC_PORT", Integer.toString(grpcPort));
        environment.put("DB_HOST", "127.0.0.1");
        environment.put("DB_PORT", Integer.toString(servers.postgresPort()));
        environment.put("DB_NAME", "workflow_killed");
        environment.put("DB_USER", "workflow_killed");
        environment.put("DB_PASSWORD", RealServers.PASSWORD);
        environment.put("REDIS_HOST", "127.0.0.1");
        environment.put("REDIS_PORT", Integer.toString(servers.redisPort()));
        environment.put("NATS_URL", "nats://127.0.0.1:" + servers.natsPort());
        environment.put("PBD_JWKS_FILE", TestKeys.jwksFile().toString());
        environment.put("PBD_SERVICE_KEY_FILE", TestKeys.serviceKeyFile().toString());
        for (String name : List.of("TINKERBELL_URL", "PBD_INVENTORY_GRPC", "PBD_HARDWARE_GRPC")) {
            environment.put(name, config.get(name));
        }
        return builder.start();
    }
}
