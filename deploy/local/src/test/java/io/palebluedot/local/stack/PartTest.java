package io.palebluedot.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.local.process.ChildProcess;
import io.palebluedot.local.server.LocalException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartTest {

    @TempDir
    private Path folder;

    private @Nullable Part part;

    @AfterEach
    void stop() {
        if (part != null) {
            part.stop();
        }
    }

    @Test
    void startsAgainWhatDiedByItself() {
        part = part("sleep 60");
        part.start();
        long first = part.status().pid();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        assertThat(eventually(() -> {
                    part.watch();
                    return part.status().restarts() == 1
                            && part.status().state().equals("ready");
                }))
                .isTrue();
        assertThat(part.status().pid()).isNotEqualTo(first).isPositive();
    }

    @Test
    void leavesDownWhatWasKilledByHandUntilItIsStarted() {
        part = part("sleep 60");
        part.start();
        part.kill();
        part.watch();
        assertThat(part.status().state()).isEqualTo("stopped");
        assertThat(part.status().pid()).isZero();
        part.start();
        assertThat(part.status().state()).isEqualTo("ready");
        assertThat(part.status().restarts()).isZero();
    }

    @Test
    void whatCrashesAgainAndAgainShowsSo() {
        part = part("exit 1");
        part.start();
        assertThat(eventually(() -> {
                    part.watch();
                    return part.status().restarts() >= 2;
                }))
                .isTrue();
        assertThat(eventually(() -> part.status().state().equals("crashed"))).isTrue();
    }

    @Test
    void aFailingStarterIsTriedAgainToo() {
        var attempts = new int[1];
        part = new Part(
                "server",
                1,
                () -> {
                    if (attempts[0]++ == 1) {
                        throw new IllegalStateException("not now");
                    }
                    return child(attempts[0] == 1 ? "exit 1" : "sleep 60");
                },
                null);
        part.start();
        assertThat(eventually(() -> {
                    part.watch();
                    return attempts[0] == 3;
                }))
                .isTrue();
        assertThat(part.status().state()).isEqualTo("ready");
    }

    @Test
    void waitsLongerAfterEachFailureUpToALimit() {
        assertThat(Part.backoff(0)).isEqualTo(Duration.ofMillis(250));
        assertThat(Part.backoff(3)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Part.backoff(60)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void anApplicationThatEndsWhileItStartsIsToldWithItsLastWords() {
        part = new Part("gateway", 1, () -> child("echo no secret given; exit 1"), new Readiness(1, "/health"));
        part.start();
        assertThatThrownBy(() -> part.awaitReady(Duration.ofSeconds(20)))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("gateway ended while it started")
                .hasMessageContaining("no secret given");
        assertThat(part.status().startMillis()).isNegative();
    }

    private Part part(String script) {
        return new Part("server", 1, () -> child(script), null);
    }

    private ChildProcess child(String script) {
        return ChildProcess.start(new ChildProcess.Command(
                "child", "TERM", List.of("/bin/sh", "-c", script), Map.of(), folder, folder.resolve("child.log")));
    }

    private static boolean eventually(BooleanSupplier condition) {
        var end = Instant.now().plus(Duration.ofSeconds(15));
        while (Instant.now().isBefore(end)) {
            if (condition.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(20_000_000);
        }
        return false;
    }
}
