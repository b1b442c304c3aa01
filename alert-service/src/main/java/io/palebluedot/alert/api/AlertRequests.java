package io.palebluedot.alert.api;

import io.palebluedot.alert.alerts.AlertService.Action;
import io.palebluedot.alert.alerts.Finding;
import io.palebluedot.alert.alerts.Place;
import io.palebluedot.alert.condition.Comparison;
import io.palebluedot.alert.condition.Scope;
import io.palebluedot.alert.lifecycle.Severity;
import io.palebluedot.alert.rule.RuleDraft;
import io.palebluedot.alert.silence.Matcher;
import io.palebluedot.proto.alert.v1.CreateAlertRequest;
import io.palebluedot.proto.alert.v1.CreateRuleRequest;
import io.palebluedot.proto.alert.v1.UpdateAlertRequest;
import io.palebluedot.proto.alert.v1.UpdateRuleRequest;
import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.Failures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests as what the services take; fails with INVALID_INPUT. */
final class AlertRequests {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final int MAX_SUMMARY = 500;
    private static final int MAX_COMMENT = 4_000;
    private static final int MAX_LABELS = 32;
    private static final int MAX_LABEL = 256;

    private AlertRequests() {}

    static Finding finding(CreateAlertRequest request, Place place, Instant now) {
        var labels = Map.copyOf(request.getLabelsMap());
        return new Finding(
                "manual:" + request.getName() + ":" + place.serverId() + ":" + place.gpuId() + ":"
                        + new TreeMap<>(labels),
                request.getName(),
                severity(request.getSeverity()).orElseThrow(),
                request.getSummary(),
                place,
                null,
                labels,
                null,
                null,
                "manual",
                now,
                null);
    }

    static void check(CreateAlertRequest request) {
        var errors = new ArrayList<FieldError>();
        if (!NAME.matcher(request.getName()).matches()) {
            errors.add(new FieldError("name", "must be letters, digits, '_', '.' or '-', 64 at most"));
        }
        if (severity(request.getSeverity()).isEmpty()) {
            errors.add(new FieldError("severity", "must be info, warning or critical"));
        }
        if (request.getSummary().isBlank() || request.getSummary().length() > MAX_SUMMARY) {
            errors.add(new FieldError("summary", "is required, " + MAX_SUMMARY + " characters at most"));
        }
        if (!small(request.getLabelsMap())) {
            errors.add(new FieldError("labels", "are too many or too long"));
        }
        if (!errors.isEmpty()) {
            throw Failures.invalid(errors);
        }
    }

    private static boolean small(Map<String, String> labels) {
        return labels.size() <= MAX_LABELS
                && labels.entrySet().stream()
                        .allMatch(e -> !e.getKey().isEmpty()
                                && e.getKey().length() <= MAX_LABEL
                                && e.getValue().length() <= MAX_LABEL);
    }

    static Action action(UpdateAlertRequest request) {
        if (request.getComment().length() > MAX_COMMENT) {
            throw Failures.invalid("comment", "is too long");
        }
        var action = switch (request.getAction()) {
            case "acknowledge" -> Action.ACKNOWLEDGE;
            case "resolve" -> Action.RESOLVE;
            case "" -> Action.NOTHING;
            default -> throw Failures.invalid("action", "must be acknowledge or resolve");
        };
        if (action == Action.NOTHING && request.getComment().isBlank()) {
            throw Failures.invalid("comment", "is required where there is no action");
        }
        return action;
    }

    static RuleDraft rule(CreateRuleRequest request) {
        return new RuleDraft(
                request.getName(),
                request.getMetric(),
                Comparison.find(request.getComparison()).orElse(null),
                request.getThreshold(),
                request.getForSeconds(),
                severity(request.getSeverity()).orElse(null),
                request.getSummary(),
                Scope.find(request.getScope()).orElse(null),
                request.getLabelsMap(),
                request.hasEnabled() ? Boolean.valueOf(request.getEnabled()) : null);
    }

    static RuleDraft change(UpdateRuleRequest request) {
        return new RuleDraft(
                null,
                null,
                request.hasComparison() ? comparison(request.getComparison()) : null,
                request.hasThreshold() ? Double.valueOf(request.getThreshold()) : null,
                request.hasForSeconds() ? Integer.valueOf(request.getForSeconds()) : null,
                request.hasSeverity() ? knownSeverity(request.getSeverity()) : null,
                request.hasSummary() ? request.getSummary() : null,
                null,
                null,
                request.hasEnabled() ? Boolean.valueOf(request.getEnabled()) : null);
    }

    static List<Matcher> matchers(List<io.palebluedot.proto.alert.v1.Matcher> matchers) {
        return matchers.stream()
                .map(m -> new Matcher(m.getName(), m.getValue(), m.getIsRegex(), m.getIsEqual()))
                .toList();
    }

    static Optional<Severity> severity(io.palebluedot.proto.alert.v1.Severity severity) {
        return switch (severity) {
            case SEVERITY_INFO -> Optional.of(Severity.INFO);
            case SEVERITY_WARNING -> Optional.of(Severity.WARNING);
            case SEVERITY_CRITICAL -> Optional.of(Severity.CRITICAL);
            case SEVERITY_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }

    static @Nullable Long version(boolean given, long version) {
        return given ? Long.valueOf(version) : null;
    }

    private static Severity knownSeverity(io.palebluedot.proto.alert.v1.Severity severity) {
        return severity(severity).orElseThrow(() -> Failures.invalid("severity", "must be info, warning or critical"));
    }

    private static Comparison comparison(String word) {
        return Comparison.find(word).orElseThrow(() -> Failures.invalid("comparison", "must be gt, ge, lt, le or eq"));
    }
}
