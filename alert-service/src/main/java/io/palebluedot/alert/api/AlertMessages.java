package io.palebluedot.alert.api;

import io.palebluedot.alert.alerts.Alert;
import io.palebluedot.alert.incident.Incident;
import io.palebluedot.alert.rule.StoredRule;
import io.palebluedot.alert.silence.Silence;
import io.palebluedot.proto.alert.v1.AlertState;
import io.palebluedot.proto.alert.v1.Comment;
import io.palebluedot.proto.alert.v1.Evidence;
import io.palebluedot.proto.alert.v1.IncidentState;
import io.palebluedot.proto.alert.v1.Matcher;
import io.palebluedot.proto.alert.v1.Rule;
import io.palebluedot.proto.alert.v1.Severity;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Alerts, incidents, rules and silences as messages. */
final class AlertMessages {

    private AlertMessages() {}

    static io.palebluedot.proto.alert.v1.Alert alert(Alert alert) {
        var message = io.palebluedot.proto.alert.v1.Alert.newBuilder()
                .setId(alert.id().toString())
                .setName(alert.name())
                .setState(AlertState.valueOf("ALERT_STATE_" + alert.state().name()))
                .setSeverity(severity(alert.severity()))
                .setSummary(alert.summary())
                .setServerId(text(alert.serverId()))
                .setGpuId(text(alert.gpuId()))
                .setAllocationId(text(alert.allocationId()))
                .setProjectId(text(alert.projectId()))
                .setRuleId(text(alert.ruleId()))
                .putAllLabels(alert.labels())
                .setIncidentId(text(alert.incidentId()))
                .setAcknowledgedBy(text(alert.acknowledgedBy()))
                .addAllComments(alert.comments().stream()
                        .map(c -> Comment.newBuilder()
                                .setAuthor(c.author())
                                .setText(c.text())
                                .setAt(Times.write(c.at()))
                                .build())
                        .toList())
                .setOccurrences(alert.occurrences())
                .setStartedAt(Times.write(alert.startedAt()))
                .setVersion(alert.version())
                .setSource(alert.source());
        if (alert.value() != null) {
            message.setValue(alert.value());
        }
        if (alert.threshold() != null) {
            message.setThreshold(alert.threshold());
        }
        if (alert.firedAt() != null) {
            message.setFiredAt(Times.write(alert.firedAt()));
        }
        if (alert.resolvedAt() != null) {
            message.setResolvedAt(Times.write(alert.resolvedAt()));
        }
        return message.build();
    }

    static io.palebluedot.proto.alert.v1.Incident incident(Incident incident) {
        var message = io.palebluedot.proto.alert.v1.Incident.newBuilder()
                .setId(incident.id().toString())
                .setState(IncidentState.valueOf(
                        "INCIDENT_STATE_" + incident.state().name()))
                .setSeverity(severity(incident.severity()))
                .setTitle(incident.title())
                .setTemplate(text(incident.template()))
                .setRootCauseAlertId(text(incident.rootCauseAlertId()))
                .setRootCause(incident.rootCause())
                .setScore(incident.score())
                .addAllAlertIds(incident.alertIds())
                .addAllEvidence(incident.evidence().stream()
                        .map(e -> Evidence.newBuilder()
                                .setKind(e.kind())
                                .setText(e.text())
                                .setScore(e.score())
                                .build())
                        .toList())
                .setServerId(text(incident.serverId()))
                .setStartedAt(Times.write(incident.startedAt()))
                .setUpdatedAt(Times.write(incident.updatedAt()))
                .setRecommendedAction(incident.recommendedAction());
        if (incident.resolvedAt() != null) {
            message.setResolvedAt(Times.write(incident.resolvedAt()));
        }
        return message.build();
    }

    static Rule rule(StoredRule stored) {
        var rule = stored.rule();
        return Rule.newBuilder()
                .setId(rule.id().toString())
                .setName(rule.name())
                .setKind(rule.event() ? "event" : "threshold")
                .setMetric(rule.metric())
                .setComparison(rule.comparison().wire())
                .setThreshold(rule.threshold())
                .setForSeconds((int) rule.hold().toSeconds())
                .setSeverity(severity(rule.severity()))
                .setSummary(rule.summary())
                .setScope(rule.scope().wire())
                .setEnabled(stored.enabled())
                .setBuiltIn(stored.builtIn())
                .putAllLabels(rule.labels())
                .setVersion(stored.version())
                .setCreatedAt(Times.write(stored.createdAt()))
                .setUpdatedAt(Times.write(stored.updatedAt()))
                .build();
    }

    static io.palebluedot.proto.alert.v1.Silence silence(Silence silence, Instant now) {
        return io.palebluedot.proto.alert.v1.Silence.newBuilder()
                .setId(silence.id().toString())
                .addAllMatchers(silence.matchers().stream()
                        .map(m -> Matcher.newBuilder()
                                .setName(m.name())
                                .setValue(m.value())
                                .setIsRegex(m.regex())
                                .setIsEqual(m.equal())
                                .build())
                        .toList())
                .setStartsAt(Times.write(silence.startsAt()))
                .setEndsAt(Times.write(silence.endsAt()))
                .setCreatedBy(silence.createdBy())
                .setComment(silence.comment())
                .setState(silence.state(now))
                .build();
    }

    private static Severity severity(io.palebluedot.alert.lifecycle.Severity severity) {
        return Severity.valueOf("SEVERITY_" + severity.name());
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
