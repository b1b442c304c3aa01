package io.palebluedot.gateway.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MetricsQueryTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void withoutATimeItIsTheLastHour() {
        var request = MetricsQuery.of("gpu-001", null, null, null, null, NOON);

        assertThat(request.getTo().getSeconds() - request.getFrom().getSeconds())
                .isEqualTo(3_600);
        assertThat(request.getStepSeconds()).isZero();
        assertThat(request.getNamesList()).isEmpty();
    }

    @Test
    void withoutAnEndItIsNow() {
        var request = MetricsQuery.of("gpu-001", "2026-06-01T10:00:00+00:00", null, "60", "a, b", NOON);

        assertThat(request.getTo().getSeconds()).isEqualTo(NOON.instant().getEpochSecond());
        assertThat(request.getNamesList()).containsExactly("a", "b");
    }

    @Test
    void aRangeThatBeginsAfterItsEndIsRefused() {
        assertThatThrownBy(() -> MetricsQuery.of("g", "2026-06-02T00:00:00Z", null, null, null, NOON))
                .hasMessageContaining("INVALID_INPUT");
    }

    @Test
    void tooManyPointsAreRefused() {
        assertThatThrownBy(() -> MetricsQuery.of("g", "2026-01-01T00:00:00Z", null, "1", null, NOON))
                .hasMessageContaining("INVALID_INPUT");
    }
}
