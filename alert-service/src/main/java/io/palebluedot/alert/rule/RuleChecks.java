package io.palebluedot.alert.rule;

import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Limits of what a caller may put into a rule. */
final class RuleChecks {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final Pattern METRIC = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final int LONGEST_HOLD = 86_400;
    private static final int MAX_SUMMARY = 500;
    private static final int MAX_LABELS = 16;
    private static final int MAX_LABEL = 256;

    private RuleChecks() {}

    /** A new rule: everything that makes a rule is there. */
    static void whole(RuleDraft draft) {
        var errors = limits(draft);
        check(errors, matches(NAME, draft.name()), "name", "must be letters, digits, '_', '.' or '-', 64 at most");
        check(errors, matches(METRIC, draft.metric()), "metric", "must be the name of a metric");
        check(errors, draft.comparison() != null, "comparison", "must be gt, ge, lt, le or eq");
        check(errors, draft.scope() != null, "scope", "must be gpu, server or platform");
        check(errors, draft.severity() != null, "severity", "is required");
        check(errors, draft.summary() != null && !draft.summary().isBlank(), "summary", "is required");
        throwIfAny(errors);
    }

    static void change(RuleDraft draft) {
        throwIfAny(limits(draft));
    }

    private static List<FieldError> limits(RuleDraft draft) {
        var errors = new ArrayList<FieldError>();
        var threshold = draft.threshold();
        var hold = draft.forSeconds();
        check(errors, threshold == null || Double.isFinite(threshold), "threshold", "must be a number");
        check(
                errors,
                hold == null || (hold >= 0 && hold <= LONGEST_HOLD),
                "for_seconds",
                "must be from 0 to " + LONGEST_HOLD);
        check(errors, draft.summary() == null || draft.summary().length() <= MAX_SUMMARY, "summary", "is too long");
        check(errors, draft.labels() == null || small(draft.labels()), "labels", "are too many or too long");
        return errors;
    }

    private static boolean small(Map<String, String> labels) {
        return labels.size() <= MAX_LABELS
                && labels.entrySet().stream()
                        .allMatch(e -> !e.getKey().isEmpty()
                                && e.getKey().length() <= MAX_LABEL
                                && e.getValue().length() <= MAX_LABEL);
    }

    private static boolean matches(Pattern pattern, @Nullable String text) {
        return text != null && pattern.matcher(text).matches();
    }

    private static void check(List<FieldError> errors, boolean fine, String field, String message) {
        if (!fine) {
            errors.add(new FieldError(field, message));
        }
    }

    private static void throwIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Failures.invalid(errors);
        }
    }
}
