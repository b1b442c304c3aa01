package io.palebluedot.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SocketsTest {

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

    @Test
    void waitingEndsWhenTheProcessDoes() {
        int port = Sockets.freePort();
        assertThatThrownBy(() -> Sockets.await(port, "nats", Duration.ofMinutes(1), () -> false))
                .isInstanceOf(LocalException.class)
                .hasMessage("nats ended while it started");
    }

    @Test
    void waitingEndsAtItsLimit() {
        int port = Sockets.freePort();
        assertThatThrownBy(() -> Sockets.await(port, "nats", Duration.ofMillis(120), () -> true))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("nats does not answer on port " + port);
        assertThat(port).isPositive();
    }
}
