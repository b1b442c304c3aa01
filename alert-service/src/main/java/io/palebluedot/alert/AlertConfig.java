package io.palebluedot.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of alert-service. */
@ConfigMapping(prefix = "pbd.alert")
public interface AlertConfig {

    /** Every {@code for}, hold and expiry of a rule is multiplied by this; above 0. */
    @WithDefault("1")
    double ruleForScale();

    /** A critical alert that nobody acknowledged for this long escalates, once. */
    @WithDefault("15m")
    Duration escalateAfter();

    /** What is pending or firing by telemetry ends when no sample came for this long. */
    @WithDefault("2m")
    Duration staleAfter();

    /** How often silences, escalation, expiry and staleness are looked at. */
    @WithDefault("2s")
    Duration sweepEvery();

    /** How often changed alerts are correlated. */
    @WithDefault("1s")
    Duration correlateEvery();

    /** Alerts that began further apart than this have different causes. */
    @WithDefault("5m")
    Duration correlationWindow();

    /** How long the journal keeps an event. */
    @WithDefault("365d")
    Duration journalRetention();

    /** A duration of a rule on this installation's clock. */
    default Duration scaled(Duration ofRule) {
        return Duration.ofMillis(Math.round(ofRule.toMillis() * ruleForScale()));
    }
}
