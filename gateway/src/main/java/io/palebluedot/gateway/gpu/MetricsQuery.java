package io.palebluedot.gateway.gpu;

import io.palebluedot.gateway.web.Numbers;
import io.palebluedot.gateway.web.Times;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.inventory.v1.GetGpuMetricsRequest;
import io.palebluedot.rpc.Failures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a series, checked. */
final class MetricsQuery {

    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);
    private static final int MAX_POINTS = 11_000;
    private static final int MAX_STEP = 86_400;
    private static final int MAX_NAMES = 50;

    private MetricsQuery() {}

    /**
     * The request that the parameters mean.
     *
     * @throws io.palebluedot.rpc.FailureException INVALID_INPUT for a reversed range, a bad step, or more points than can be drawn
     */
    static GetGpuMetricsRequest of(
            String ref,
            @Nullable String from,
            @Nullable String to,
            @Nullable String step,
            @Nullable String names,
            Clock clock) {
        var end = Times.parse("to", to);
        var begin = Times.parse("from", from);
        Instant last = end == null ? clock.instant() : end;
        Instant first = begin == null ? last.minus(DEFAULT_RANGE) : begin;
        Times.inOrder(first, last);
        int seconds = Numbers.within("step", step, 1, MAX_STEP, 0);
        long points = seconds == 0 ? 0 : Duration.between(first, last).toSeconds() / seconds;
        if (points > MAX_POINTS) {
            throw Failures.invalid(
                    "step",
                    "gives " + points + " points, more than " + MAX_POINTS + "; take a longer step or a shorter range");
        }
        return GetGpuMetricsRequest.newBuilder()
                .setRef(ref)
                .setFrom(Wire.timestamp(first))
                .setTo(Wire.timestamp(last))
                .setStepSeconds(seconds)
                .addAllNames(names(names))
                .build();
    }

    private static List<String> names(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        var names = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (names.size() > MAX_NAMES || names.stream().anyMatch(name -> !name.matches("[a-z0-9_]{1,64}"))) {
            throw Failures.invalid("names", "must be at most " + MAX_NAMES + " metric names with commas between them");
        }
        return names;
    }
}
