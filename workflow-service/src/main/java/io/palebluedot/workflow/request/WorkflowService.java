package io.palebluedot.workflow.request;

import io.palebluedot.events.Ids;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.palebluedot.workflow.WorkflowConfig;
import io.palebluedot.workflow.engine.Engine;
import io.palebluedot.workflow.engine.Stored;
import io.palebluedot.workflow.engine.WorkflowIntents;
import io.palebluedot.workflow.engine.WorkflowLedger;
import io.palebluedot.workflow.engine.WorkflowReader;
import io.palebluedot.workflow.engine.WorkflowReader.Filter;
import io.palebluedot.workflow.lifecycle.Intent;
import io.palebluedot.workflow.lifecycle.Order;
import io.palebluedot.workflow.lifecycle.Workflow;
import io.palebluedot.workflow.lifecycle.WorkflowKind;
import io.palebluedot.workflow.server.ServerFacts;
import io.palebluedot.workflow.server.Servers;
import io.palebluedot.workflow.template.TemplateService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Workflows for people: making, reading, holding, cancelling. Intents are written here; the engine obeys them. */
@ApplicationScoped
public class WorkflowService {

    private final WorkflowReader reader;
    private final WorkflowLedger ledger;
    private final WorkflowIntents intents;
    private final Engine engine;
    private final Servers servers;
    private final TemplateService templates;
    private final WorkflowConfig config;
    private final Pool pool;

    WorkflowService(
            WorkflowReader reader,
            WorkflowLedger ledger,
            WorkflowIntents intents,
            Engine engine,
            Servers servers,
            TemplateService templates,
            WorkflowConfig config,
            Pool pool) {
        this.reader = reader;
        this.ledger = ledger;
        this.intents = intents;
        this.engine = engine;
        this.servers = servers;
        this.templates = templates;
        this.config = config;
        this.pool = pool;
    }

    /** A server filter may be a name. */
    public Uni<Slice<Stored>> list(PageRequest page, Filter filter, Caller caller) {
        if (filter.serverId().isEmpty() || Ids.isId(filter.serverId())) {
            return reader.list(page, filter, caller);
        }
        return servers.get(filter.serverId())
                .chain(server -> reader.list(
                        page, new Filter(filter.kind(), filter.status(), server.id(), filter.allocationId()), caller));
    }

    public Uni<Stored> get(String id, Caller caller) {
        if (!Ids.isId(id)) {
            return Uni.createFrom().failure(Failures.notFound("Workflow", id));
        }
        return reader.find(UUID.fromString(id), caller)
                .map(found -> found.orElseThrow(() -> Failures.notFound("Workflow", id)));
    }

    public Uni<Stored> create(NewWorkflow wish, Caller caller) {
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        var kind = OrderCheck.kind(wish);
        return servers.get(wish.server())
                .invoke(server -> OrderCheck.server(kind, wish, server))
                .chain(server -> template(kind, wish.template())
                        .chain(template -> add(order(kind, wish, server, template, caller), wish, caller)));
    }

    /** The template's name, which must exist; null for kinds that take none. */
    private Uni<@Nullable String> template(WorkflowKind kind, @Nullable String ref) {
        return switch (kind) {
            case DEPLOY ->
                templates
                        .get(ref == null ? config.defaultTemplate() : ref)
                        .map(found -> ref == null || !Ids.isId(ref)
                                ? (ref == null ? found.name() : ref)
                                : found.name() + "@" + found.version());
            case CLEANUP -> Uni.createFrom().item(config.wipeTemplate());
            case INSPECT, VALIDATE, STOP, START -> Uni.createFrom().nullItem();
        };
    }

    private static Order order(
            WorkflowKind kind, NewWorkflow wish, ServerFacts server, @Nullable String template, Caller caller) {
        return new Order(
                Ids.newUuid(),
                kind,
                server.id(),
                wish.allocationId(),
                server.projectId(),
                template,
                wish.parameters(),
                wish.sshKeys(),
                wish.userData(),
                caller.id(),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    private Uni<Stored> add(Order order, NewWorkflow wish, Caller caller) {
        String key = wish.idempotencyKey() == null ? null : "caller/" + caller.id() + "/" + wish.idempotencyKey();
        return pool.withTransaction(tx -> ledger.add(tx, Workflow.create(order), key))
                .invoke(engine::wake)
                .chain(added -> added || key == null
                        ? get(order.id().toString(), caller)
                        : reader.withKey(key).map(found -> same(found.orElseThrow(), order)));
    }

    private static Stored same(Stored before, Order order) {
        var known = before.workflow().order();
        if (known.kind() != order.kind() || !known.serverId().equals(order.serverId())) {
            throw Failures.alreadyExists("idempotency_key", "the key belongs to another workflow");
        }
        return before;
    }

    public Uni<Stored> want(String id, Intent intent, Caller caller) {
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        return get(id, caller)
                .chain(stored -> intents.want(stored.workflow().order().id(), intent)
                        .invoke(done -> {
                            if (!done) {
                                refuse(stored, intent);
                            }
                            engine.wake();
                        })
                        .chain(() -> get(id, caller)));
    }

    private static void refuse(Stored stored, Intent intent) {
        if (intent == Intent.RETRY && stored.closed()) {
            throw Failures.illegalState(
                    "ALLOCATION_CLOSED", "its allocation was released; there is nothing to retry for");
        }
        throw Failures.illegalMove(
                "workflow", stored.workflow().state().word(), intent == Intent.RUN ? "resume" : intent.word());
    }
}
