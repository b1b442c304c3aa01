package io.palebluedot.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Report REPORT = new Report(List.of(
            Figure.of("raw", 1000, "events/s"),
            Figure.atLeast("ratio", 0.79, "ratio", 0.8),
            Figure.atLeast("other", 0.8, "ratio", 0.8),
            Figure.atMost("start", 9.5, "s", 10),
            Figure.atMost("memory", 1300, "MB", 1200)));

    @Test
    void tellsWhichGoalsAreMet() throws IOException {
        var figures = new ObjectMapper().readTree(REPORT.json()).path("figures");
        assertThat(figures.get(0).path("met").isNull()).isTrue();
        assertThat(figures.get(1).path("met").asBoolean()).isFalse();
        assertThat(figures.get(2).path("met").asBoolean()).isTrue();
        assertThat(figures.get(1).path("goal").asDouble()).isEqualTo(0.8);
        assertThat(figures.get(3).path("met").asBoolean()).isTrue();
        assertThat(figures.get(4).path("met").asBoolean()).isFalse();
    }

    @Test
    void namesTheMachine() throws IOException {
        var machine = new ObjectMapper().readTree(REPORT.json()).path("machine");
        assertThat(machine.path("cores").asInt()).isPositive();
        assertThat(machine.path("jvm").asText()).isNotBlank();
        assertThat(REPORT.table()).contains("ratio", ">= 0.8", "<= 10.0", "cores:");
    }
}
