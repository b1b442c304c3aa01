package io.palebluedot.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.local.server.LocalException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void withoutATerminalThereArePlainLinesAndATable() {
        var progress = new Progress(out, false);
        progress.step("discover", () -> "4 servers");
        progress.detail("not shown");
        assertThatThrownBy(() -> progress.step("allocate", () -> {
                    throw new LocalException("no capacity");
                }))
                .hasMessage("no capacity");
        progress.table();
        assertThat(text())
                .contains("… discover\n", "✓ discover (0.", ") 4 servers", "✗ allocate (0.", "no capacity")
                .containsPattern("discover +ok +0\\.\\d\\d  4 servers")
                .containsPattern("allocate +FAILED +0\\.\\d\\d  no capacity")
                .containsPattern("total +\\d+\\.\\d\\d")
                .doesNotContain("not shown", "\033");
    }

    @Test
    void onATerminalTheRunningStepChangesInPlace() {
        var progress = new Progress(out, true);
        progress.step("install", () -> {
            progress.detail("allocation is provisioning");
            return "active";
        });
        assertThat(text()).contains("\r\033[2K… install: allocation is provisioning", "✓ install");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
