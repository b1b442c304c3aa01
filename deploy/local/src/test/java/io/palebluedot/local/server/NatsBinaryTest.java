package io.palebluedot.local.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatsBinaryTest {

    @TempDir
    private Path folder;

    @Test
    void aWrongChecksumIsNeverPassedOver() throws IOException {
        Path file = Files.writeString(folder.resolve("binary"), "tampered");
        assertThatThrownBy(() -> NatsBinary.verify(file, "0".repeat(64), "nats-server"))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("checksum of the nats-server is wrong")
                .hasMessageContaining("0".repeat(64));
    }

    @Test
    void theRightChecksumPasses() throws IOException {
        Path file = Files.writeString(folder.resolve("binary"), "abc");
        assertThatCode(() -> NatsBinary.verify(
                        file, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "file"))
                .doesNotThrowAnyException();
    }

    @Test
    void aTakenPortIsToldWithWhoNeedsIt() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(() -> Sockets.requireFree(taken.getLocalPort(), "redis"))
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("redis needs it")
                    .hasMessageContaining("--port-offset");
        }
    }
}
