package io.palebluedot.alert.rule;

import io.palebluedot.alert.condition.Comparison;
import io.palebluedot.alert.condition.Scope;
import io.palebluedot.alert.lifecycle.Severity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a caller wants of a rule; in a change, null leaves a field as it is. */
public record RuleDraft(
        @Nullable String name,
        @Nullable String metric,
        @Nullable Comparison comparison,
        @Nullable Double threshold,
        @Nullable Integer forSeconds,
        @Nullable Severity severity,
        @Nullable String summary,
        @Nullable Scope scope,
        @Nullable Map<String, String> labels,
        @Nullable Boolean enabled) {}
