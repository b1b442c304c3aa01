package io.palebluedot.hardware.driver.gnmi;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** gNMI targets that are not ours, built by Go into target/; tests are skipped, saying so, where that cannot be. */
final class GoTargets {

    private static final int BUILD_MINUTES = 10;

    private final Path programs;

    private GoTargets(Path programs) {
        this.programs = programs;
    }

    static GoTargets build() throws IOException, InterruptedException {
        var sources = Path.of("src/test/go").toAbsolutePath();
        var programs = Path.of("target/gnmi-targets").toAbsolutePath();
        Files.createDirectories(programs);
        assumeTrue(hasGo(), "no Go: the gNMI targets of google/gnxi and openconfig/gnmi cannot be built");
        var log = programs.resolve("build.txt");
        var go = new ProcessBuilder(
                        "go",
                        "build",
                        "-buildvcs=false",
                        "-p",
                        "2",
                        "-o",
                        programs + "/",
                        "./subscribetarget",
                        "github.com/google/gnxi/gnmi_target")
                .directory(sources.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean built = go.waitFor(BUILD_MINUTES, TimeUnit.MINUTES) && go.exitValue() == 0;
        if (!built) {
            go.destroyForcibly();
        }
        String said = Files.readString(log);
        boolean noModules = said.contains("dial tcp") || said.contains("Forbidden") || said.contains("no such host");
        assumeTrue(built || !noModules, () -> "the Go modules of the gNMI targets cannot be fetched: " + said);
        if (!built) {
            throw new IllegalStateException("go build failed: " + said);
        }
        return new GoTargets(programs);
    }

    private static boolean hasGo() throws InterruptedException {
        try {
            return new ProcessBuilder("go", "version").start().waitFor() == 0;
        } catch (IOException notFound) {
            return false;
        }
    }

    /** A running target on loopback; ends when closed. */
    record Running(Process process, int port) implements AutoCloseable {

        /** A line for the target's input. */
        void tell(String line) throws IOException {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    /** google/gnxi's target: Capabilities, Get and Set over OpenConfig models that it validates. */
    Running gnxi(Certificate certificate, Path config) throws IOException {
        int port = freePort();
        var process = start(List.of(
                programs.resolve("gnmi_target").toString(),
                "-bind_address",
                "127.0.0.1:" + port,
                "-config",
                config.toString(),
                "-insecure",
                "-ca",
                certificate.pem().toString(),
                "-cert",
                certificate.pem().toString(),
                "-key",
                certificate.key().toString(),
                "-username",
                "admin",
                "-password",
                "right"));
        var running = new Running(process, port);
        Awaitility.await("gnmi_target listens").until(() -> !process.isAlive() || listens(port));
        if (!process.isAlive()) {
            throw new IllegalStateException("gnmi_target ended: " + Files.readString(said("gnmi_target")));
        }
        return running;
    }

    /** openconfig/gnmi's Subscribe server. */
    Running subscribe(Certificate certificate, String name) throws IOException {
        var process = start(List.of(
                programs.resolve("subscribetarget").toString(),
                "-cert",
                certificate.pem().toString(),
                "-key",
                certificate.key().toString(),
                "-target",
                name));
        return new Running(process, Integer.parseInt(process.inputReader().readLine()));
    }

    private Process start(List<String> command) throws IOException {
        String program = Path.of(command.getFirst()).getFileName().toString();
        return new ProcessBuilder(command).redirectError(said(program).toFile()).start();
    }

    private Path said(String program) {
        return programs.resolve(program + ".txt");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
