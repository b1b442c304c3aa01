package io.palebluedot.inventory.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.palebluedot.proto.inventory.v1.GetGpuMetricsRequest;
import io.palebluedot.rpc.FailureException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void theLastHourInTenSecondStepsIsTheDefault() {
        var window = Windows.of(GetGpuMetricsRequest.getDefaultInstance(), NOW);
        assertThat(window.from()).isEqualTo(NOW.minus(Duration.ofHours(1)));
        assertThat(window.to()).isEqualTo(NOW);
        assertThat(window.step()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void reversedAndBoundlessRangesAreRefused() {
        refused(GetGpuMetricsRequest.newBuilder().setFrom(time(NOW)).setTo(time(NOW.minusSeconds(1))));
        refused(GetGpuMetricsRequest.newBuilder().setFrom(time(NOW.minus(Duration.ofDays(3_000)))));
        refused(GetGpuMetricsRequest.newBuilder()
                .setFrom(time(NOW.minus(Duration.ofDays(300))))
                .setStepSeconds(1));
        refused(GetGpuMetricsRequest.newBuilder().setStepSeconds(-1));
        refused(GetGpuMetricsRequest.newBuilder().addNames("drop table"));
        refused(GetGpuMetricsRequest.newBuilder().setFrom(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)));
    }

    private static void refused(GetGpuMetricsRequest.Builder request) {
        assertThatThrownBy(() -> Windows.of(request.build(), NOW)).isInstanceOf(FailureException.class);
    }

    private static Timestamp time(Instant instant) {
        return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).build();
    }
}
