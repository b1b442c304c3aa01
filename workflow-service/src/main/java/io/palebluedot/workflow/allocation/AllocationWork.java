package io.palebluedot.workflow.allocation;

import io.palebluedot.events.AllocationEvent;
import io.palebluedot.events.AllocationEvent.HeldServer;
import io.palebluedot.events.Ids;
import io.palebluedot.workflow.WorkflowConfig;
import io.palebluedot.workflow.engine.WorkflowIntents;
import io.palebluedot.workflow.engine.WorkflowLedger;
import io.palebluedot.workflow.lifecycle.Order;
import io.palebluedot.workflow.lifecycle.Workflow;
import io.palebluedot.workflow.lifecycle.WorkflowKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns the moves of allocations into workflows; everything within the transaction of the inbox row. */
@ApplicationScoped
class AllocationWork {

    private static final String REQUESTED_BY = "allocation-service";

    private final WorkflowLedger ledger;
    private final WorkflowIntents intents;
    private final WorkflowConfig config;

    AllocationWork(WorkflowLedger ledger, WorkflowIntents intents, WorkflowConfig config) {
        this.ledger = ledger;
        this.intents = intents;
        this.config = config;
    }

    /** What an allocation needs of one kind of workflow. */
    private record Need(
            String allocationId,
            String projectId,
            WorkflowKind kind,
            @Nullable String template,
            List<String> sshKeys,
            @Nullable String userData) {}

    /** One deploy per server without a system; none for an allocation that is over already. */
    Uni<Void> reserved(SqlConnection tx, String allocationId, AllocationEvent.AllocationReserved event) {
        var need = new Need(
                allocationId,
                event.projectId(),
                WorkflowKind.DEPLOY,
                event.template() == null || event.template().isBlank() ? config.defaultTemplate() : event.template(),
                event.sshKeys(),
                event.userData());
        var servers = event.servers().stream().filter(HeldServer::deploy).toList();
        return intents.closed(tx, allocationId)
                .chain(closed -> closed
                        ? Uni.createFrom().voidItem()
                        : each(
                                servers,
                                server -> add(tx, need, server, need.kind().word())));
    }

    /** Cancels its deploys, then cleans the servers that nobody else is on; the queue of each server keeps that order. */
    Uni<Void> releasing(SqlConnection tx, String allocationId, AllocationEvent.AllocationReleasing event) {
        var need =
                new Need(allocationId, event.projectId(), WorkflowKind.CLEANUP, config.wipeTemplate(), List.of(), null);
        var servers = event.servers().stream().filter(HeldServer::clean).toList();
        return intents.closeAllocation(tx, allocationId)
                .chain(() -> each(
                        servers, server -> add(tx, need, server, need.kind().word())));
    }

    /** Powers the servers off or on; {@code eventId} tells one stop from the next. */
    Uni<Void> power(
            SqlConnection tx,
            String allocationId,
            String projectId,
            UUID eventId,
            WorkflowKind kind,
            List<HeldServer> servers) {
        var need = new Need(allocationId, projectId, kind, null, List.of(), null);
        return each(servers, server -> add(tx, need, server, kind.word() + "/" + eventId));
    }

    private Uni<Void> add(SqlConnection tx, Need need, HeldServer server, String distinction) {
        var order = new Order(
                Ids.newUuid(),
                need.kind(),
                server.serverId(),
                need.allocationId(),
                need.projectId(),
                need.template(),
                Map.of(),
                need.sshKeys(),
                need.userData(),
                REQUESTED_BY,
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        String key = "allocation/" + need.allocationId() + "/" + server.serverId() + "/" + distinction;
        return ledger.add(tx, Workflow.create(order), key).replaceWithVoid();
    }

    private static Uni<Void> each(List<HeldServer> servers, Function<HeldServer, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(servers)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
