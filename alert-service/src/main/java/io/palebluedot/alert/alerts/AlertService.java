package io.palebluedot.alert.alerts;

import io.palebluedot.alert.lifecycle.AlertTrigger;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do with alerts: raise, acknowledge, resolve, comment; for administrators and operators. */
@ApplicationScoped
public class AlertService {

    /** What to do with an alert. */
    public enum Action {
        ACKNOWLEDGE,
        RESOLVE,
        NOTHING
    }

    private static final String COMMENT = "insert into alert_comment (alert_id, author, text) values ($1, $2, $3)";
    private static final String TOUCH =
            "update alert set version = version + 1, changed_at = clock_timestamp() where id = $1";

    private final Pool pool;
    private final AlertRepository alerts;
    private final AlertWriter writer;

    AlertService(Pool pool, AlertRepository alerts, AlertWriter writer) {
        this.pool = pool;
        this.alerts = alerts;
        this.writer = writer;
    }

    /** Raises an alert by hand; the same again is one more occurrence. */
    public Uni<Alert> raise(Caller caller, Finding finding) {
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        return pool.withTransaction(tx -> writer.fire(tx, finding, caller.name()))
                .chain(id -> alerts.find(caller, id.toString()));
    }

    /**
     * Acts on an alert and comments it, both or one of them.
     *
     * @param expectedVersion fails with VERSION_CONFLICT when the alert has another one; null does not ask
     */
    public Uni<Alert> update(Caller caller, String id, @Nullable Long expectedVersion, Action action, String comment) {
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        return pool.withTransaction(tx -> alerts.lock(tx, caller, id).chain(alert -> {
                    if (expectedVersion != null && expectedVersion != alert.version()) {
                        throw Failures.versionConflict("Alert", expectedVersion, alert.version());
                    }
                    return act(tx, caller, alert, action, comment).chain(() -> write(tx, caller, alert, comment));
                }))
                .chain(() -> alerts.find(caller, id));
    }

    private Uni<Void> act(SqlConnection tx, Caller caller, Alert alert, Action action, String comment) {
        var cause = comment.isBlank() ? "asked by " + caller.name() : comment;
        return switch (action) {
            case ACKNOWLEDGE -> writer.move(tx, alert, AlertTrigger.ACKNOWLEDGED, caller.name(), cause);
            case RESOLVE -> writer.move(tx, alert, AlertTrigger.RESOLVED_BY_PERSON, caller.name(), cause);
            case NOTHING -> touch(tx, alert.id());
        };
    }

    private static Uni<Void> touch(SqlConnection tx, UUID id) {
        return tx.preparedQuery(TOUCH).execute(Tuple.of(id)).replaceWithVoid();
    }

    private static Uni<Void> write(SqlConnection tx, Caller caller, Alert alert, String comment) {
        return comment.isBlank()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(COMMENT)
                        .execute(Tuple.of(alert.id(), caller.name(), comment))
                        .replaceWithVoid();
    }
}
