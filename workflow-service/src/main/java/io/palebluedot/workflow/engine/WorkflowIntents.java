package io.palebluedot.workflow.engine;

import io.palebluedot.workflow.lifecycle.Intent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Writes what is wanted of workflows, and wakes them; never their state. */
@ApplicationScoped
public class WorkflowIntents {

    private static final String WAKES = ", wake_at = now(), wakes = wakes + 1, updated_at = now()";

    private static final String CANCEL = "update workflow set intent = 'cancel'" + WAKES
            + " where id = $1 and state not in ('success', 'failed', 'timeout', 'cancelled')";
    private static final String PAUSE = "update workflow set intent = 'pause'" + WAKES
            + " where id = $1 and intent = 'run' and state in ('pending', 'waiting', 'preparing', 'running', 'post')";
    private static final String RESUME = "update workflow set intent = 'run'" + WAKES
            + " where id = $1 and (state = 'paused' and intent <> 'cancel' or intent = 'pause' and state not in ('success', 'failed', 'timeout', 'cancelled'))";
    private static final String RETRY = "update workflow set intent = 'retry'" + WAKES
            + " where id = $1 and state in ('failed', 'timeout') and not closed";

    private static final String CANCEL_ALLOCATION =
            "update workflow set closed = true, intent = case when kind = 'cleanup' or state in"
                    + " ('success', 'failed', 'timeout', 'cancelled') then intent else 'cancel' end" + WAKES
                    + " where allocation_id = $1";
    private static final String CLOSE =
            "insert into closed_allocation (allocation_id) values ($1) on conflict do nothing";
    private static final String CLOSED = "select 1 from closed_allocation where allocation_id = $1";

    private static final String WAKE = "update workflow set wake_at = now(), wakes = wakes + 1"
            + " where id = $1 and state not in ('success', 'failed', 'timeout', 'cancelled', 'paused')";
    private static final String WAKE_SERVER =
            "update workflow set wake_at = now(), wakes = wakes + 1 where server_id = $1 and holds_server and state <> 'paused'";

    private final Pool pool;

    WorkflowIntents(Pool pool) {
        this.pool = pool;
    }

    /** False when the workflow's state does not allow it any more. */
    public Uni<Boolean> want(UUID id, Intent intent) {
        String sql = switch (intent) {
            case CANCEL -> CANCEL;
            case PAUSE -> PAUSE;
            case RUN -> RESUME;
            case RETRY -> RETRY;
        };
        return pool.preparedQuery(sql).execute(Tuple.of(id)).map(rows -> rows.rowCount() == 1);
    }

    /** Cancels what is under way for an allocation, but not its cleaning, and lets nothing of it begin again. */
    public Uni<Void> closeAllocation(SqlConnection tx, String allocationId) {
        return tx.preparedQuery(CLOSE)
                .execute(Tuple.of(allocationId))
                .chain(() -> tx.preparedQuery(CANCEL_ALLOCATION).execute(Tuple.of(allocationId)))
                .replaceWithVoid();
    }

    /** True when the allocation gave everything back. */
    public Uni<Boolean> closed(SqlConnection tx, String allocationId) {
        return tx.preparedQuery(CLOSED).execute(Tuple.of(allocationId)).map(rows -> rows.rowCount() > 0);
    }

    /** Makes a workflow due; something that it may wait for has changed. */
    public Uni<Void> wake(UUID id) {
        return pool.preparedQuery(WAKE).execute(Tuple.of(id)).replaceWithVoid();
    }

    /** As {@link #wake}, for the workflow that works on a server. Answers whether there is one. */
    public Uni<Boolean> wakeServer(String serverId) {
        return pool.preparedQuery(WAKE_SERVER).execute(Tuple.of(serverId)).map(rows -> rows.rowCount() > 0);
    }
}
