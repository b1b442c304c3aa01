package io.palebluedot.alert.correlation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Alerts with one likely cause.
 *
 * @param template name of the template that matched, null when place and time alone speak
 */
public record Group(
        @Nullable String template,
        String title,
        AlertFact root,
        String rootCause,
        String action,
        List<AlertFact> alerts,
        List<Evidence> evidence) {

    /** Sum of the evidence, from 0 to 1. */
    public double score() {
        return Math.round(evidence.stream().mapToDouble(Evidence::score).sum() * 100) / 100.0;
    }
}
