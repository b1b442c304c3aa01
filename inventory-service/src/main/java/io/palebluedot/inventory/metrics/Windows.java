package io.palebluedot.inventory.metrics;

import io.palebluedot.inventory.asset.Wire;
import io.palebluedot.inventory.series.Window;
import io.palebluedot.proto.inventory.v1.GetGpuMetricsRequest;
import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.Failures;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** From what a caller asks for to a window that can be read. */
final class Windows {

    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int DEFAULT_POINTS = 360;
    private static final int MOST_POINTS = 11_000;
    private static final int MOST_NAMES = 100;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,79}");

    private Windows() {}

    /** Fails with INVALID_INPUT that names each bad field. */
    static Window of(GetGpuMetricsRequest request, Instant now) {
        var errors = new ArrayList<FieldError>();
        try {
            var to = request.hasTo() ? Wire.instant(request.getTo()) : now;
            var from = request.hasFrom() ? Wire.instant(request.getFrom()) : to.minus(DEFAULT_RANGE);
            check(from, to, request, errors);
            fail(errors);
            var range = Duration.between(from, to);
            long step = request.getStepSeconds() == 0
                    ? Math.max(1, (range.toSeconds() + DEFAULT_POINTS - 1) / DEFAULT_POINTS)
                    : request.getStepSeconds();
            if (range.toSeconds() / step > MOST_POINTS) {
                throw Failures.invalid("step", "gives more than " + MOST_POINTS + " points");
            }
            return new Window(
                    from.truncatedTo(ChronoUnit.MILLIS),
                    to.truncatedTo(ChronoUnit.MILLIS),
                    Duration.ofSeconds(step),
                    List.copyOf(request.getNamesList()));
        } catch (DateTimeException | ArithmeticException e) {
            throw Failures.invalid("from", "from and to must be times");
        }
    }

    private static void check(Instant from, Instant to, GetGpuMetricsRequest request, List<FieldError> errors) {
        if (!from.isBefore(to)) {
            errors.add(new FieldError("from", "must be before to"));
        } else if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            errors.add(new FieldError("from", "at most " + LONGEST.toDays() + " days before to"));
        }
        if (request.getStepSeconds() < 0) {
            errors.add(new FieldError("step", "must be 1 second or more"));
        }
        if (request.getNamesCount() > MOST_NAMES) {
            errors.add(new FieldError("names", "at most " + MOST_NAMES));
        }
        request.getNamesList().stream()
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> errors.add(new FieldError("names", "each must match " + NAME)));
    }

    private static void fail(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Failures.invalid(errors);
        }
    }
}
