package io.palebluedot.allocation.progress;

import io.palebluedot.allocation.AllocationConfig;
import io.palebluedot.allocation.ledger.Allocation;
import io.palebluedot.allocation.ledger.AllocationRepository;
import io.palebluedot.allocation.ledger.Moves;
import io.palebluedot.allocation.ledger.Step;
import io.palebluedot.allocation.lifecycle.AllocationState;
import io.palebluedot.allocation.lifecycle.Trigger;
import io.palebluedot.allocation.release.GiveBack;
import io.palebluedot.events.AllocationEvent.AllocationActivated;
import io.palebluedot.events.AllocationEvent.AllocationProvisioning;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Follows the deploy workflows of an allocation's servers. */
@ApplicationScoped
public class DeployProgress {

    private static final String ACTOR = "workflow-service";
    private static final String NOTE_WORKFLOW =
            "update allocation set workflow_ids = array_append(workflow_ids, $2) where id = $1 and not $2 = any(workflow_ids)";
    private static final String SERVER_READY =
            "update allocation_server set ready_at = now() where allocation_id = $1 and server_id = $2 and ready_at is null";
    private static final String SERVER_SHARED =
            "update server set deploying_for = null, changed = pg_current_xact_id() where id = $2 and deploying_for = $1";

    private final AllocationRepository allocations;
    private final Moves moves;
    private final GiveBack giveBack;
    private final AllocationConfig config;

    DeployProgress(AllocationRepository allocations, Moves moves, GiveBack giveBack, AllocationConfig config) {
        this.allocations = allocations;
        this.moves = moves;
        this.giveBack = giveBack;
        this.config = config;
    }

    /** One server of the allocation is being installed. */
    public Uni<Void> started(SqlConnection tx, UUID id, String workflowId) {
        return noted(tx, id, workflowId).chain(found -> {
            if (found == null || found.state() != AllocationState.RESERVED) {
                return Uni.createFrom().voidItem();
            }
            var told = new AllocationProvisioning(found.projectId().toString(), ids(found, workflowId));
            var step = new Step(
                    List.of(Trigger.DEPLOY_STARTED),
                    "workflow " + workflowId + " began",
                    ACTOR,
                    null,
                    config.provisioningDeadline(),
                    List.of(told));
            return moves.make(tx, found, step).replaceWithVoid();
        });
    }

    /** One server runs its system; when it was the last one, the allocation is usable. */
    public Uni<Void> succeeded(SqlConnection tx, UUID id, String serverId, String workflowId) {
        var key = Tuple.of(id, serverId);
        return noted(tx, id, workflowId)
                .chain(() -> tx.preparedQuery(SERVER_READY).execute(key))
                .chain(() -> tx.preparedQuery(SERVER_SHARED).execute(key))
                .chain(() -> allocations.lock(tx, id))
                .chain(found -> found != null && waitsForServers(found) && found.allReady()
                        ? activate(tx, found)
                        : Uni.createFrom().voidItem());
    }

    /** One server could not be installed: the whole allocation fails and gives everything back. */
    public Uni<Void> failed(SqlConnection tx, UUID id, String workflowId, String cause) {
        return noted(tx, id, workflowId)
                .chain(found -> found != null && waitsForServers(found)
                        ? giveBack.failed(tx, found, cause, ACTOR)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> activate(SqlConnection tx, Allocation allocation) {
        var told = new AllocationActivated(allocation.projectId().toString(), allocation.heldGpus());
        return moves.make(tx, allocation, Step.of(Trigger.READY, "all servers are installed", ACTOR, told))
                .replaceWithVoid();
    }

    private static boolean waitsForServers(Allocation allocation) {
        return allocation.state() == AllocationState.RESERVED || allocation.state() == AllocationState.PROVISIONING;
    }

    private Uni<@Nullable Allocation> noted(SqlConnection tx, UUID id, String workflowId) {
        return allocations
                .lock(tx, id)
                .call(() -> tx.preparedQuery(NOTE_WORKFLOW).execute(Tuple.of(id, workflowId)));
    }

    private static List<String> ids(Allocation allocation, String workflowId) {
        var ids = new ArrayList<>(allocation.workflowIds());
        if (!ids.contains(workflowId)) {
            ids.add(workflowId);
        }
        return ids;
    }
}
