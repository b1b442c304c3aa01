package io.palebluedot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a person uses it: processes and exit codes. */
class LauncherIT {

    private static final String OFFSET = "13000";

    @TempDir
    private Path data;

    private record Result(int exit, String output) {}

    @Test
    void upIsHarmlessTwiceAndDownEndsEverything() throws Exception {
        try {
            var first = pbd("up");
            assertThat(first.exit()).as(first.output()).isZero();
            var second = pbd("up");
            assertThat(second.exit()).isZero();
            var status = pbd("status");
            assertThat(status.exit()).as(status.output()).isZero();
            assertThat(status.output())
                    .contains("gateway", "inventory-service", "allocation-service", "hardware-service")
                    .contains("workflow-service", "alert-service", "postgresql", "redis", "nats", "simulator");
            assertThat(pbd("token", "--role", "viewer").output().strip().split("\\.", -1))
                    .hasSize(3);
            assertThat(pbd("logs", "gateway").exit()).isZero();
            assertThat(pbd("logs", "../secrets/admin").exit()).isEqualTo(1);
        } finally {
            assertThat(pbd("down").exit()).isZero();
        }
        try (var built = Files.list(RunningStack.repository().resolve("gateway/target/quarkus-app"))) {
            assertThat(built)
                    .as("start caches")
                    .anyMatch(file -> file.toString().endsWith(".aot"));
        }
        assertThat(pbd("status").exit()).isEqualTo(1);
        var reset = pbd("reset", "--yes");
        assertThat(reset.exit()).as(reset.output()).isZero();
        assertThat(data.resolve("postgresql")).doesNotExist();
    }

    @Test
    void aTakenPortIsToldInClearWords() throws Exception {
        try (var taken = new ServerSocket(16379 + 13_500, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(taken.isBound()).isTrue();
            var result = run("up", "--data", data.toString(), "--port-offset", "13500");
            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.output()).contains("port " + taken.getLocalPort(), "redis needs it", "--port-offset");
        }
    }

    @Test
    void wrongUsageHasItsOwnExitCode() throws Exception {
        assertThat(run("nonsense").exit()).isEqualTo(2);
        assertThat(run("--help").output()).contains("up", "down", "demo", "token", "bench", "verify");
    }

    private Result pbd(String... words) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--data", data.toString(), "--port-offset", OFFSET));
        return run(line.toArray(String[]::new));
    }

    private static Result run(String... words) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dpbd.repository=" + RunningStack.repository(),
                "-cp",
                RunningStack.repository()
                        .resolve("deploy/local/target/local.jar")
                        .toString(),
                "io.palebluedot.local.cli.Pbd"));
        line.addAll(List.of(words));
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().remove("PBD_START_CACHE");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Result(process.exitValue(), output);
    }
}
