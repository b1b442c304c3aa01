package io.palebluedot.allocation.claim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.allocation.ledger.Allocation;
import io.palebluedot.allocation.ledger.Holding;
import io.palebluedot.allocation.ledger.TouchedServer;
import io.palebluedot.allocation.lifecycle.AllocationState;
import io.palebluedot.allocation.lifecycle.Lifecycle;
import io.palebluedot.allocation.lifecycle.Trigger;
import io.palebluedot.allocation.planner.Explanation;
import io.palebluedot.allocation.planner.Gpu;
import io.palebluedot.allocation.planner.Server;
import io.palebluedot.events.AllocationEvent;
import io.palebluedot.events.AllocationEvent.HeldServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about one claim and is still to be written.
 *
 * @param gpus what it gets; empty when it waits
 * @param deploys servers among them that have to be installed
 */
record Draft(
        Claim claim,
        Tenant tenant,
        UUID projectId,
        List<Gpu> gpus,
        List<Server> deploys,
        Explanation explanation,
        Instant now,
        Duration deadline) {

    static Draft of(
            Claim claim,
            Tenant tenant,
            UUID projectId,
            List<Gpu> gpus,
            Explanation explanation,
            Instant now,
            Duration deadline) {
        var deploys = gpus.stream()
                .map(Gpu::server)
                .distinct()
                .filter(server -> !server.facts().installed())
                .toList();
        return new Draft(claim, tenant, projectId, gpus, deploys, explanation, now, deadline);
    }

    private List<AllocationState> path() {
        var triggers = new ArrayList<Trigger>();
        triggers.add(claim.retried() ? Trigger.RETRIED : Trigger.SUBMITTED);
        triggers.add(waits() ? Trigger.QUEUED : Trigger.HELD);
        if (!waits() && deploys.isEmpty()) {
            triggers.add(Trigger.READY);
        }
        return Lifecycle.path(claim.retried() ? AllocationState.QUEUED : null, triggers)
                .orElseThrow(() -> new IllegalStateException("no such way through the life cycle: " + triggers));
    }

    boolean waits() {
        return gpus.isEmpty();
    }

    AllocationState state() {
        return path().getLast();
    }

    List<AllocationEvent> events() {
        var events = new ArrayList<AllocationEvent>();
        String project = projectId.toString();
        if (waits()) {
            events.add(new AllocationEvent.AllocationQueued(tenant.userId().toString(), project, wanted()));
            return events;
        }
        var held = holdings().stream().map(Holding::asEvent).toList();
        events.add(new AllocationEvent.AllocationReserved(
                tenant.userId().toString(),
                project,
                claim.terms().purpose(),
                held,
                servers().stream()
                        .map(s -> new HeldServer(s.serverId(), s.serverName(), s.deploy(), false))
                        .toList(),
                claim.terms().template(),
                claim.terms().sshKeys(),
                claim.terms().userData()));
        if (state() == AllocationState.ACTIVE) {
            events.add(new AllocationEvent.AllocationActivated(project, held));
        }
        return events;
    }

    void claimRow(ArrayNode rows) {
        var terms = claim.terms();
        ObjectNode row = rows.addObject()
                .put("id", claim.id().toString())
                .put("name", terms.name())
                .put("project_id", projectId.toString())
                .put("user_id", tenant.userId().toString())
                .put("purpose", terms.purpose())
                .put("state", state().wire())
                .put("gpu_count", waits() ? wanted() : gpus.size())
                .put("priority", terms.priority().rank())
                .put("template", terms.template())
                .put("user_data", terms.userData())
                .put("start_at", text(terms.start()))
                .put("end_at", text(waits() ? terms.end() : terms.endFrom(now)))
                .put("lease_seconds", lease())
                .put("deadline_at", state() == AllocationState.RESERVED ? text(now.plus(deadline)) : null)
                .put("retried", claim.retried());
        var labels = row.putObject("labels");
        terms.labels().forEach(labels::put);
        terms.sshKeys().forEach(row.putArray("ssh_keys")::add);
        row.set("request", RequestJson.write(claim.request()));
        row.set("decision", RequestJson.write(explanation));
    }

    void holdRows(ArrayNode holds, ArrayNode deployRows) {
        gpus.forEach(gpu -> holds.addObject()
                .put("a", claim.id().toString())
                .put("g", gpu.facts().id()));
        deploys.forEach(server -> deployRows
                .addObject()
                .put("a", claim.id().toString())
                .put("s", server.facts().id()));
    }

    void historyRows(ArrayNode rows) {
        String from = claim.retried() ? AllocationState.QUEUED.wire() : "";
        String cause = claim.retried() ? "room was found" : "requested";
        for (AllocationState to : path()) {
            boolean decided = from.equals(AllocationState.RESERVING.wire());
            rows.addObject()
                    .put("a", claim.id().toString())
                    .put("f", from)
                    .put("t", to.wire())
                    .put("c", decided ? explanation.summary() : cause)
                    .put("w", claim.caller().id())
                    .put("ms", heldMs(from));
            from = to.wire();
        }
    }

    private long heldMs(String from) {
        boolean decisionTime = claim.retried()
                ? from.equals(AllocationState.QUEUED.wire())
                : from.equals(AllocationState.RESERVING.wire());
        return decisionTime ? Math.max(0, Duration.between(claim.since(), now).toMillis()) : 0;
    }

    /** The allocation as it will stand once this is written. */
    Allocation allocation() {
        var terms = claim.terms();
        return new Allocation(
                claim.id(),
                terms.name(),
                projectId,
                tenant.userId(),
                tenant.userName(),
                terms.purpose(),
                claim.mode() == Claim.Mode.DRY_RUN ? AllocationState.RESERVING : state(),
                waits() ? wanted() : gpus.size(),
                terms.priority(),
                terms.labels(),
                terms.template(),
                terms.sshKeys(),
                terms.userData(),
                RequestJson.write(claim.request()).toString(),
                RequestJson.write(explanation).toString(),
                terms.start(),
                waits() ? terms.end() : terms.endFrom(now),
                lease(),
                List.of(),
                claim.mode() == Claim.Mode.DRY_RUN ? explanation.summary() : null,
                now,
                now,
                null,
                0,
                1,
                holdings(),
                servers());
    }

    private List<Holding> holdings() {
        return gpus.stream()
                .map(gpu -> new Holding(
                        gpu.facts().id(),
                        gpu.facts().name(),
                        gpu.server().facts().id(),
                        gpu.server().facts().name(),
                        gpu.facts().model(),
                        "held"))
                .toList();
    }

    private List<TouchedServer> servers() {
        return gpus.stream()
                .map(Gpu::server)
                .distinct()
                .map(server -> new TouchedServer(
                        server.facts().id(),
                        server.facts().name(),
                        deploys.contains(server),
                        !deploys.contains(server)))
                .toList();
    }

    private int wanted() {
        return Wanted.gpus(claim.request().demand());
    }

    private @Nullable Long lease() {
        var lease = claim.terms().lease();
        return lease == null ? null : lease.toSeconds();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
