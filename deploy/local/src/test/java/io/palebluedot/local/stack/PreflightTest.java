package io.palebluedot.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.local.server.LocalException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

    @TempDir
    private Path folder;

    @Test
    void twoDoNotShareADataFolder() throws IOException {
        var first = new Preflight(config(folder)).takeDataFolder();
        try {
            assertThatThrownBy(() -> new Preflight(config(folder)).takeDataFolder())
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("another pbd")
                    .hasMessageContaining(folder.toString());
        } finally {
            first.close();
        }
        assertThatCode(() -> new Preflight(config(folder)).takeDataFolder().close())
                .doesNotThrowAnyException();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("run"))))
                .isEqualTo("rwx------");
    }

    @Test
    void aTakenPortIsNamedWithWhoNeedsItAndTheFolderIsGivenBack() throws IOException {
        var config = config(folder);
        try (var taken = new ServerSocket(config.ports().grpc(Service.ALERT), 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(() -> new Preflight(config).takeDataFolder())
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("alert-service (gRPC) needs it");
        }
        assertThatCode(() -> new Preflight(config).takeDataFolder().close()).doesNotThrowAnyException();
    }

    @Test
    void aFullDiskIsToldBeforeItBreaksAnything() {
        assertThatThrownBy(() -> Preflight.requireSpace(Preflight.LEAST_FREE_BYTES - 1, folder))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("only 1023 MiB are free")
                .hasMessageContaining("at least 1024 MiB");
        assertThatCode(() -> Preflight.requireSpace(Preflight.LEAST_FREE_BYTES, folder))
                .doesNotThrowAnyException();
    }

    @Test
    void aNameTooLongForASocketIsTold() {
        assertThatThrownBy(() -> new Preflight(config(folder.resolve("x".repeat(120)))).takeDataFolder())
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("name is too long");
    }

    private static StackConfig config(Path data) {
        return new StackConfig(data, data, new Ports(27_000), 1, List.of(), 1, 1);
    }
}
