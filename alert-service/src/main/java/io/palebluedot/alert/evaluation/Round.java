package io.palebluedot.alert.evaluation;

import io.palebluedot.alert.alerts.Finding;
import io.palebluedot.alert.condition.Evaluator;
import io.palebluedot.alert.condition.Rule;
import io.palebluedot.alert.condition.Standing;
import io.palebluedot.alert.condition.Verdict.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies rules to readings one after the other and collects what changed. Used once, by one caller. */
final class Round {

    /** A change that an alert must follow. */
    record Step(Change change, Finding finding) {}

    /** Where a pair ended up, and whose row it is; a null standing means that its row goes. */
    record End(@Nullable Standing standing, String serverId) {}

    private final List<Rule> rules;
    private final Map<StandingKey, Standing> standings;
    private final double scale;
    private final Duration stale;
    private final Map<StandingKey, End> ends = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();

    Round(List<Rule> rules, Map<StandingKey, Standing> standings, double scale, Duration stale) {
        this.rules = rules.stream().filter(r -> !r.event()).toList();
        this.standings = new HashMap<>(standings);
        this.scale = scale;
        this.stale = stale;
    }

    void take(Reading reading) {
        for (Rule rule : rules) {
            var value = reading.values().get(rule.metric());
            if (value != null && rule.scope() == reading.subject().scope()) {
                evaluate(rule, reading, value);
            }
        }
    }

    private void evaluate(Rule rule, Reading reading, double value) {
        var key = new StandingKey(rule.id(), reading.subject().key());
        var was = standings.get(key);
        var verdict = Evaluator.evaluate(rule.condition(scale), value, reading.at(), was, stale);
        var next = verdict.next();
        if (next == null) {
            standings.remove(key);
        } else {
            standings.put(key, next);
        }
        if (was != null || next != null) {
            ends.put(key, new End(next, reading.subject().serverId()));
        }
        if (verdict.change() != Change.NONE) {
            steps.add(new Step(verdict.change(), finding(key, rule, reading, value)));
        }
    }

    private static Finding finding(StandingKey key, Rule rule, Reading reading, double value) {
        var labels = new HashMap<>(rule.labels());
        labels.putAll(reading.subject().labels());
        labels.put("metric", rule.metric());
        return new Finding(
                key.fingerprint(),
                rule.name(),
                rule.severity(),
                String.format(Locale.ROOT, "%s (%s)", rule.summary(), number(value)),
                reading.subject().place(),
                rule.id(),
                labels,
                value,
                rule.threshold(),
                "rule",
                reading.at(),
                null);
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }

    Map<StandingKey, End> ends() {
        return ends;
    }

    List<Step> steps() {
        return steps;
    }
}
