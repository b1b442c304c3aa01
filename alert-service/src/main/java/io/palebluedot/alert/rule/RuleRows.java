package io.palebluedot.alert.rule;

import io.palebluedot.alert.condition.Comparison;
import io.palebluedot.alert.condition.Rule;
import io.palebluedot.alert.condition.Scope;
import io.palebluedot.alert.lifecycle.Severity;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.Objects;

/** Rules from rows and entities. */
final class RuleRows {

    static final String COLUMNS =
            "r.id, r.name, r.kind, r.metric, r.comparison, r.threshold, r.clear_threshold, r.clear_seconds, r.for_seconds,"
                    + " r.severity, r.summary, r.scope, r.enabled, r.built_in, r.labels, r.version, r.created_at, r.updated_at";

    private RuleRows() {}

    static StoredRule from(Row row) {
        var rule = new Rule(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("kind").equals("event"),
                row.getString("metric"),
                Comparison.find(row.getString("comparison")).orElseThrow(),
                row.getDouble("threshold"),
                row.getDouble("clear_threshold"),
                Duration.ofSeconds(row.getInteger("for_seconds")),
                Duration.ofSeconds(row.getInteger("clear_seconds")),
                Severity.ofWire(row.getString("severity")),
                row.getString("summary"),
                Scope.find(row.getString("scope")).orElseThrow(),
                Labels.read(row.getString("labels")));
        return new StoredRule(
                rule,
                row.getBoolean("enabled"),
                row.getBoolean("built_in"),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    static StoredRule from(RuleEntity entity) {
        var rule = new Rule(
                Objects.requireNonNull(entity.id),
                entity.name,
                entity.kind.equals("event"),
                entity.metric,
                Comparison.find(entity.comparison).orElseThrow(),
                entity.threshold,
                entity.clearThreshold,
                Duration.ofSeconds(entity.forSeconds),
                Duration.ofSeconds(entity.clearSeconds),
                Severity.ofWire(entity.severity),
                entity.summary,
                Scope.find(entity.scope).orElseThrow(),
                entity.labels);
        return new StoredRule(rule, entity.enabled, entity.builtIn, entity.version, entity.createdAt, entity.updatedAt);
    }
}
