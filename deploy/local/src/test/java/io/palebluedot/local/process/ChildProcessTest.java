package io.palebluedot.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    private Path folder;

    @Test
    void closingSendsTheSignalThatTheCommandWants() throws Exception {
        var child = start("USR1", "trap 'echo interrupted; exit 0' USR1; echo ready; while :; do sleep 0.05; done");
        awaitLog("ready");
        child.close();
        assertThat(child.alive()).isFalse();
        assertThat(log()).hasContent("ready\ninterrupted");
    }

    @Test
    void aCommandThatEndsLeavesNothingBehind() throws Exception {
        Set<Long> before = children();
        var child = start("TERM", "exit 3");
        assertThat(eventually(() -> !child.alive())).isTrue();
        assertThat(eventually(() -> children().equals(before)))
                .as("no watcher is left")
                .isTrue();
    }

    @Test
    void killingIsNoGoodbye() throws Exception {
        var child = start("TERM", "trap 'echo goodbye' TERM; echo ready; while :; do sleep 0.05; done");
        awaitLog("ready");
        long pid = child.pid();
        child.kill();
        assertThat(child.alive()).isFalse();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(log()).content().startsWith("ready").doesNotContain("goodbye");
    }

    @Test
    void itsLastWordsComeFromTheLog() throws Exception {
        var child = start("TERM", "for i in 1 2 3 4 5 6; do echo line $i; done");
        assertThat(eventually(() -> !child.alive())).isTrue();
        assertThat(child.lastWords())
                .contains("line 3", "line 6", "The log is " + log())
                .doesNotContain("line 2");
    }

    @Test
    void aLargeLogIsPutAside() throws Exception {
        Files.write(log(), new byte[17 << 20]);
        var child = start("TERM", "echo new");
        assertThat(eventually(() -> !child.alive())).isTrue();
        assertThat(log()).hasContent("new");
        assertThat(folder.resolve("child.log.1")).hasSize(17 << 20);
    }

    private ChildProcess start(String signal, String script) {
        return ChildProcess.start(
                new ChildProcess.Command("child", signal, List.of("/bin/sh", "-c", script), Map.of(), folder, log()));
    }

    private Path log() {
        return folder.resolve("child.log");
    }

    private void awaitLog(String text) {
        assertThat(eventually(
                        () -> Files.exists(log()) && Files.readString(log()).contains(text)))
                .isTrue();
    }

    private static Set<Long> children() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static boolean eventually(Condition condition) {
        var end = Instant.now().plus(Duration.ofSeconds(10));
        try {
            while (Instant.now().isBefore(end)) {
                if (condition.holds()) {
                    return true;
                }
                LockSupport.parkNanos(20_000_000);
            }
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
