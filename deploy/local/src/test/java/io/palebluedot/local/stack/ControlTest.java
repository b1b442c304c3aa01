package io.palebluedot.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.local.server.LocalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {

    @TempDir
    private Path folder;

    private final CountDownLatch down = new CountDownLatch(1);
    private Thread server;

    @BeforeEach
    void serve() throws IOException {
        var config = new StackConfig(folder, folder, new Ports(27_500), 1, List.of(), 1, 1);
        Files.createDirectories(config.run());
        var supervisor = new Supervisor(config, line -> {});
        server = Thread.ofPlatform().start(() -> {
            try {
                Control.serve(supervisor, config, down::countDown);
            } catch (java.nio.channels.ClosedByInterruptException e) {
                // The end of the test.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        while (Control.ask(folder, "status").isEmpty()) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        server.interrupt();
        server.join();
    }

    @Test
    void tellsWhoAnswersAndWhereTheApiIs() {
        var answer = Control.ask(folder, "status").orElseThrow();
        assertThat(answer.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(answer.api()).isEqualTo("http://127.0.0.1:35580");
        assertThat(answer.parts()).isEmpty();
    }

    @Test
    void whatItDoesNotKnowIsAnError() {
        assertThatThrownBy(() -> Control.ask(folder, "dance"))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("does not know 'dance'");
        assertThatThrownBy(() -> Control.ask(folder, "kill nobody"))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("no part is named 'nobody'");
    }

    @Test
    void downIsPassedOnAfterTheAnswer() throws InterruptedException {
        assertThat(Control.ask(folder, "down")).isPresent();
        assertThat(down.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void onlyItsOwnerMayAsk() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("run/control.sock"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aSocketThatAKilledSupervisorLeftIsNobody() throws Exception {
        end();
        Files.writeString(folder.resolve("run/control.sock"), "");
        assertThat(Control.ask(folder, "status")).isEmpty();
    }
}
