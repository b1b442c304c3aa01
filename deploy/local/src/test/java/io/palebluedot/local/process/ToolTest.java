package io.palebluedot.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {

    @TempDir
    private Path folder;

    @Test
    void givesBackExitCodeAndOutput() {
        var result = Tool.run(folder, Duration.ofSeconds(10), List.of("/bin/sh", "-c", "echo a; echo b >&2; exit 4"));
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.output()).isEqualTo("a\nb\n");
        assertThatThrownBy(result::orThrow).isInstanceOf(IOException.class).hasMessage("b");
    }

    @Test
    void aMissingCommandIsAResult() {
        var result = Tool.run(folder, Duration.ofSeconds(10), List.of("no-such-command-here"));
        assertThat(result.exitCode()).isEqualTo(127);
        assertThat(result.output()).contains("no-such-command-here");
    }

    @Test
    void aCommandThatTakesTooLongIsEnded() {
        var result = Tool.run(folder, Duration.ofMillis(200), List.of("sleep", "60"));
        assertThat(result.exitCode()).isEqualTo(124);
        assertThat(result.output()).contains("no end after");
    }
}
