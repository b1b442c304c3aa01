package io.palebluedot.hardware.driver.redfish;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** OpenStack's Redfish emulator (sushy-tools) with its driver that needs no hypervisor; user admin, password right; on loopback only. */
final class SushyEmulator implements AutoCloseable {

    /** The password in bcrypt, the only digest that the emulator reads. */
    private static final String USERS = "admin:$2b$04$pzgcrVEGTvqHioEIeKzoROV/M/RSAv9.sk/Njf0wCuzUDn1rj.FRq\n";

    private final int port;
    private final Process process;

    static boolean installed() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(p -> Files.isExecutable(Path.of(p, "sushy-emulator")));
    }

    SushyEmulator(Path folder) throws IOException {
        port = freePort();
        Files.writeString(folder.resolve("users"), USERS);
        Files.writeString(
                folder.resolve("emulator.conf"),
                "SUSHY_EMULATOR_FAKE_DRIVER = True\nSUSHY_EMULATOR_STATE_DIR = '" + folder
                        + "'\nSUSHY_EMULATOR_AUTH_FILE = '" + folder + "/users'\n");
        process = new ProcessBuilder(
                        "sushy-emulator",
                        "--fake",
                        "-i",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "--config",
                        "emulator.conf")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
