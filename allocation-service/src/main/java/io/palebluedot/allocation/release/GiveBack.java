package io.palebluedot.allocation.release;

import io.palebluedot.allocation.ledger.Allocation;
import io.palebluedot.allocation.ledger.Moves;
import io.palebluedot.allocation.ledger.Step;
import io.palebluedot.allocation.lifecycle.Trigger;
import io.palebluedot.events.AllocationEvent;
import io.palebluedot.events.AllocationEvent.AllocationEnded;
import io.palebluedot.events.AllocationEvent.AllocationReleased;
import io.palebluedot.events.AllocationEvent.AllocationReleasing;
import io.palebluedot.events.AllocationEvent.HeldServer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The one way out of every holding state; the GPUs stay busy in the fleet's tables until inventory offers them again. */
@ApplicationScoped
public class GiveBack {

    private static final String GIVE_BACK = "select server_id, server_name, clean from give_back($1)";
    private static final String USED =
            "select coalesce(sum(extract(epoch from coalesce(given_up_at, now()) - held_at)), 0)::bigint from allocation_gpu"
                    + " where allocation_id = $1";

    private final Moves moves;

    GiveBack(Moves moves) {
        this.moves = moves;
    }

    /** Its owner wants no more of it, or its end has come. */
    public Uni<Void> released(SqlConnection tx, Allocation allocation, List<Trigger> way, String reason, String actor) {
        return give(tx, allocation)
                .chain(given -> moves.make(
                                tx,
                                allocation,
                                new Step(
                                        way,
                                        reason,
                                        actor,
                                        reason,
                                        null,
                                        List.of(
                                                releasing(allocation, given, reason),
                                                new AllocationReleased(
                                                        project(allocation), given.gpuSeconds(), reason))))
                        .replaceWithVoid());
    }

    /** It could not be made usable. */
    public Uni<Void> failed(SqlConnection tx, Allocation allocation, String reason, String actor) {
        var way = List.of(Trigger.DEPLOY_FAILED, Trigger.GIVEN_BACK_AFTER_FAILURE);
        return give(tx, allocation)
                .chain(given -> moves.make(
                                tx,
                                allocation,
                                new Step(
                                        way,
                                        reason,
                                        actor,
                                        reason,
                                        null,
                                        List.of(
                                                releasing(allocation, given, reason),
                                                new AllocationEnded(project(allocation), "failed", reason))))
                        .replaceWithVoid());
    }

    private record Given(List<HeldServer> servers, long gpuSeconds) {}

    private Uni<Given> give(SqlConnection tx, Allocation allocation) {
        var id = Tuple.of(allocation.id());
        return tx.preparedQuery(GIVE_BACK).execute(id).chain(rows -> {
            var servers = new ArrayList<HeldServer>();
            rows.forEach(row -> servers.add(new HeldServer(
                    row.getString("server_id"), row.getString("server_name"), false, row.getBoolean("clean"))));
            return tx.preparedQuery(USED)
                    .execute(id)
                    .map(used -> new Given(servers, used.iterator().next().getLong(0)));
        });
    }

    private static AllocationEvent releasing(Allocation allocation, Given given, String reason) {
        return new AllocationReleasing(project(allocation), allocation.heldGpus(), given.servers(), reason);
    }

    private static String project(Allocation allocation) {
        return allocation.projectId().toString();
    }
}
