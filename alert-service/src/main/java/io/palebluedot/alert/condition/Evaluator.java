package io.palebluedot.alert.condition;

import io.palebluedot.alert.condition.Standing.Phase;
import io.palebluedot.alert.condition.Verdict.Change;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One condition, one object, one sample: what follows. Time is the samples' own, so that a late delivery changes nothing. */
public final class Evaluator {

    private Evaluator() {}

    /**
     * Judges one sample.
     *
     * @param was where it stood before, null when all was well
     * @param stale a pending condition with a gap this long between its samples begins anew
     */
    public static Verdict evaluate(
            Condition condition, double value, Instant at, @Nullable Standing was, Duration stale) {
        if (was == null) {
            return condition.bad(value) ? seen(condition, at) : new Verdict(Change.NONE, null);
        }
        if (!at.isAfter(was.lastSample())) {
            return new Verdict(Change.NONE, was);
        }
        return switch (was.phase()) {
            case PENDING -> pending(condition, value, at, was, stale);
            case FIRING -> firing(condition, value, at, was);
        };
    }

    private static Verdict seen(Condition condition, Instant at) {
        return condition.hold().isZero()
                ? new Verdict(Change.FIRED, new Standing(Phase.FIRING, at, at, null))
                : new Verdict(Change.BECAME_PENDING, new Standing(Phase.PENDING, at, at, null));
    }

    private static Verdict pending(Condition condition, double value, Instant at, Standing was, Duration stale) {
        if (!condition.bad(value)) {
            return new Verdict(Change.CEASED, null);
        }
        boolean gap = Duration.between(was.lastSample(), at).compareTo(stale) > 0;
        var since = gap ? at : was.since();
        if (Duration.between(since, at).compareTo(condition.hold()) >= 0) {
            return new Verdict(Change.FIRED, new Standing(Phase.FIRING, at, at, null));
        }
        return new Verdict(Change.NONE, new Standing(Phase.PENDING, since, at, null));
    }

    private static Verdict firing(Condition condition, double value, Instant at, Standing was) {
        if (!condition.good(value)) {
            return new Verdict(Change.NONE, new Standing(Phase.FIRING, was.since(), at, null));
        }
        var clearSince = was.clearSince() == null ? at : was.clearSince();
        if (Duration.between(clearSince, at).compareTo(condition.clearHold()) >= 0) {
            return new Verdict(Change.CLEARED, null);
        }
        return new Verdict(Change.NONE, new Standing(Phase.FIRING, was.since(), at, clearSince));
    }
}
