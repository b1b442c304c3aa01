package io.palebluedot.inventory.server;

import io.palebluedot.events.Ids;
import io.palebluedot.inventory.asset.AssetRefs;
import io.palebluedot.inventory.catalogue.CatalogueService;
import io.palebluedot.inventory.catalogue.ServerSku;
import io.palebluedot.inventory.hardware.HardwareClient;
import io.palebluedot.inventory.inspection.Expectations;
import io.palebluedot.inventory.machine.Care;
import io.palebluedot.inventory.machine.Holds;
import io.palebluedot.inventory.machine.Machine;
import io.palebluedot.inventory.machine.MachineRepository;
import io.palebluedot.inventory.machine.MachineService;
import io.palebluedot.inventory.machine.Qualification;
import io.palebluedot.inventory.machine.ServerLife;
import io.palebluedot.proto.hardware.v1.RegisterBmcRequest;
import io.palebluedot.proto.inventory.v1.CreateServerRequest;
import io.palebluedot.proto.inventory.v1.DeleteServerRequest;
import io.palebluedot.proto.inventory.v1.Server;
import io.palebluedot.proto.inventory.v1.SetServerMaintenanceRequest;
import io.palebluedot.proto.inventory.v1.UpdateServerRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What people do to servers. hardware-service is called within the transaction, before its commit: when it refuses or does not answer, nothing
 * was changed.
 */
@ApplicationScoped
public class ServerService {

    private final Pool pool;
    private final AssetRefs refs;
    private final ServerQueries queries;
    private final ServerColumns columns;
    private final MachineService machines;
    private final MachineRepository repository;
    private final HardwareClient hardware;
    private final CatalogueService catalogue;

    ServerService(
            Pool pool,
            AssetRefs refs,
            ServerQueries queries,
            ServerColumns columns,
            MachineService machines,
            MachineRepository repository,
            HardwareClient hardware,
            CatalogueService catalogue) {
        this.pool = pool;
        this.refs = refs;
        this.queries = queries;
        this.columns = columns;
        this.machines = machines;
        this.repository = repository;
        this.hardware = hardware;
        this.catalogue = catalogue;
    }

    Uni<Server> get(Caller caller, String ref) {
        return refs.server(caller, ref).chain(found -> queries.get(found.id()));
    }

    /** Enrols a server and hands its BMC to hardware-service, which verifies and inspects it. The password passes through. */
    Uni<Server> create(Caller caller, CreateServerRequest request) {
        ServerRequests.check(request);
        var id = Ids.newUuid();
        return pool.withTransaction(tx -> name(tx, request.getName())
                        .chain(name -> machines.save(tx, enrolled(id, name, caller, request)))
                        .chain(() -> columns.given(tx, id, request))
                        .chain(() -> hardware.registerBmc(RegisterBmcRequest.newBuilder()
                                .setServerId(id.toString())
                                .setAddress(request.getBmcAddress())
                                .setUsername(request.getBmcUsername())
                                .setPassword(request.getBmcPassword())
                                .addAllProtocols(request.getProtocolsList())
                                .putAllPorts(request.getBmcPortsMap())
                                .build()))
                        .call(() -> exporters(id, request.getDcgmExporterUrl(), request.getNodeExporterUrl()))
                        .chain(() -> queries.get(tx, id)))
                .onFailure(ServerColumns::taken)
                .transform(ServerColumns::alreadyExists);
    }

    private Uni<String> name(SqlConnection tx, String wanted) {
        return wanted.isEmpty()
                ? repository.freeServerName(tx)
                : Uni.createFrom().item(wanted);
    }

    private static Machine enrolled(UUID id, String name, Caller caller, CreateServerRequest request) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var life = ServerLife.enrolled(id, name, request.getPlace().getRack(), now);
        var machine = Machine.enrol(life, now, caller.id(), "created");
        Qualification.registered(machine);
        return machine;
    }

    private Uni<Void> exporters(UUID id, String dcgm, String node) {
        return dcgm.isEmpty() && node.isEmpty() ? Uni.createFrom().voidItem() : hardware.setExporters(id, dcgm, node);
    }

    /** Name, labels, place, BMC access and exporters. */
    Uni<Server> update(Caller caller, UpdateServerRequest request) {
        ServerRequests.check(request);
        return refs.server(caller, request.getRef())
                .chain(found ->
                        pool.withTransaction(tx -> machines.change(tx, found.id(), caller.id(), m -> rename(m, request))
                                .call(() -> columns.update(tx, found.id(), request))
                                .call(() -> hardwareSide(found.id(), request))
                                .chain(() -> queries.get(tx, found.id()))))
                .onFailure(ServerColumns::taken)
                .transform(ServerColumns::alreadyExists);
    }

    private static void rename(Machine machine, UpdateServerRequest request) {
        expect(machine, request.hasExpectedVersion(), request.getExpectedVersion());
        String name = request.hasName() ? request.getName() : machine.server().name();
        String rack = request.hasPlace()
                ? request.getPlace().getRack()
                : machine.server().rack();
        Care.rename(machine, name, rack);
    }

    private Uni<Void> hardwareSide(UUID id, UpdateServerRequest request) {
        Uni<Void> done = Uni.createFrom().voidItem();
        if (request.hasBmcAddress() || request.hasBmcUsername() || request.hasBmcPassword()) {
            done = queries.get(id)
                    .chain(server -> hardware.registerBmc(RegisterBmcRequest.newBuilder()
                            .setServerId(id.toString())
                            .setAddress(request.hasBmcAddress() ? request.getBmcAddress() : server.getBmcAddress())
                            .setUsername(request.getBmcUsername())
                            .setPassword(request.getBmcPassword())
                            .build()))
                    .replaceWithVoid();
        }
        return request.hasDcgmExporterUrl() || request.hasNodeExporterUrl()
                ? done.chain(() -> queries.get(id))
                        .chain(server -> hardware.setExporters(
                                id,
                                request.hasDcgmExporterUrl()
                                        ? request.getDcgmExporterUrl()
                                        : server.getDcgmExporterUrl(),
                                request.hasNodeExporterUrl()
                                        ? request.getNodeExporterUrl()
                                        : server.getNodeExporterUrl()))
                : done;
    }

    /** Retires the server; its BMC is forgotten. */
    Uni<Void> delete(Caller caller, DeleteServerRequest request) {
        return refs.server(caller, request.getRef())
                .chain(found -> pool.withTransaction(tx -> machines.change(tx, found.id(), caller.id(), m -> {
                            expect(m, request.hasExpectedVersion(), request.getExpectedVersion());
                            retire(m);
                        })
                        .call(() -> columns.forgetAddress(tx, found.id()))
                        .call(() -> hardware.forgetBmc(found.id()))))
                .replaceWithVoid();
    }

    private static void retire(Machine machine) {
        if (Holds.held(machine)) {
            throw Failures.illegalState("SERVER_HELD", "an allocation holds GPUs of this server");
        }
        if (!Care.retire(machine)) {
            throw Failures.illegalMove("server", machine.server().state().word(), "retire");
        }
    }

    Uni<Server> maintenance(Caller caller, SetServerMaintenanceRequest request) {
        if (request.getReason().length() > 500) {
            throw Failures.invalid("reason", "has 500 characters at most");
        }
        return changed(caller, request.getRef(), machine -> {
            expect(machine, request.hasExpectedVersion(), request.getExpectedVersion());
            Care.maintenance(
                    machine, request.getMaintenance(), request.getReason().isBlank() ? null : request.getReason());
        });
    }

    /**
     * Sends a failed or quarantined server, and its faulty GPUs, through validation again. What it has now is its baseline, unless the catalogue knows
     * what it must have.
     */
    Uni<Server> requalify(Caller caller, String ref) {
        return refs.server(caller, ref)
                .chain(found -> catalogue
                        .current()
                        .chain(known -> pool.withTransaction(tx -> columns.model(tx, found.id())
                                .chain(model -> machines.change(
                                        tx,
                                        found.id(),
                                        caller.id(),
                                        m -> requalify(m, known.server(model.orElse(null)))))
                                .call(() -> columns.baseline(tx, found.id()))
                                .chain(() -> queries.get(tx, found.id())))));
    }

    private static void requalify(Machine machine, Optional<ServerSku> sku) {
        if (machine.server().dirty() && failed(machine)) {
            throw Failures.illegalState(
                    "SERVER_NOT_CLEAN", "a user's system is still on this server: start a cleanup workflow first");
        }
        Care.conflict(machine, Expectations.conflict(sku, machine));
        if (!Qualification.requalify(machine)) {
            throw Failures.illegalMove("server", machine.server().state().word(), "requalify");
        }
    }

    private static boolean failed(Machine machine) {
        return switch (machine.server().state()) {
            case FAILED, QUARANTINED, REPAIRING -> true;
            default -> false;
        };
    }

    private Uni<Server> changed(Caller caller, String ref, Consumer<Machine> change) {
        return refs.server(caller, ref)
                .chain(found -> pool.withTransaction(tx ->
                        machines.change(tx, found.id(), caller.id(), change).chain(() -> queries.get(tx, found.id()))));
    }

    private static void expect(Machine machine, boolean given, long expected) {
        long actual = machine.server().version();
        if (given && expected != actual) {
            throw Failures.versionConflict("server", expected, actual);
        }
    }
}
