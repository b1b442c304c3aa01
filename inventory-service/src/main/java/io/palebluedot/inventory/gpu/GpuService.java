package io.palebluedot.inventory.gpu;

import io.palebluedot.events.Ids;
import io.palebluedot.inventory.asset.AssetRefs;
import io.palebluedot.inventory.asset.Labels;
import io.palebluedot.inventory.catalogue.CatalogueService;
import io.palebluedot.inventory.catalogue.GpuModel;
import io.palebluedot.inventory.lifecycle.ServerState;
import io.palebluedot.inventory.machine.Care;
import io.palebluedot.inventory.machine.GpuFacts;
import io.palebluedot.inventory.machine.GpuLife;
import io.palebluedot.inventory.machine.Machine;
import io.palebluedot.inventory.machine.MachineRepository;
import io.palebluedot.inventory.machine.MachineService;
import io.palebluedot.inventory.machine.Qualification;
import io.palebluedot.proto.inventory.v1.AddGpuRequest;
import io.palebluedot.proto.inventory.v1.Gpu;
import io.palebluedot.proto.inventory.v1.UpdateGpuRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes that people make to GPUs: labels, maintenance, and GPUs that no BMC reports. */
@ApplicationScoped
public class GpuService {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String DEVICE = "[A-Za-z0-9._:/-]{0,128}";

    private final Pool pool;
    private final AssetRefs refs;
    private final GpuQueries queries;
    private final MachineService machines;
    private final MachineRepository repository;
    private final CatalogueService catalogue;

    GpuService(
            Pool pool,
            AssetRefs refs,
            GpuQueries queries,
            MachineService machines,
            MachineRepository repository,
            CatalogueService catalogue) {
        this.pool = pool;
        this.refs = refs;
        this.queries = queries;
        this.machines = machines;
        this.repository = repository;
        this.catalogue = catalogue;
    }

    Uni<Gpu> get(Caller caller, String ref) {
        return refs.gpu(caller, ref).chain(found -> queries.get(found.id()));
    }

    /** Labels, maintenance and gNMI device; ABORTED when the version is another one. */
    Uni<Gpu> update(Caller caller, UpdateGpuRequest request) {
        var errors = new ArrayList<FieldError>();
        Labels.check(request.getLabelsMap(), errors);
        if (!request.getGnmiDeviceId().matches(DEVICE)) {
            errors.add(new FieldError("gnmi_device_id", "must have at most 128 letters, digits and ._:/- signs"));
        }
        if (!errors.isEmpty()) {
            throw Failures.invalid(errors);
        }
        return refs.gpu(caller, request.getRef())
                .chain(found -> pool.withTransaction(tx -> machines.change(
                                tx, found.serverId(), caller.id(), m -> change(m, found.id(), request))
                        .call(() -> own(tx, found.id(), request))
                        .chain(() -> queries.get(tx, found.id()))));
    }

    private static void change(Machine machine, UUID id, UpdateGpuRequest request) {
        var gpu = machine.gpu(id);
        if (gpu == null) {
            throw Failures.notFound("GPU", id.toString());
        }
        if (request.hasExpectedVersion() && request.getExpectedVersion() != gpu.version()) {
            throw Failures.versionConflict("GPU", request.getExpectedVersion(), gpu.version());
        }
        if (request.hasMaintenance()) {
            Care.gpuMaintenance(machine, id, request.getMaintenance());
        }
    }

    /** What is a person's to say of a GPU, and no inspection's. */
    private static Uni<Void> own(SqlConnection tx, UUID id, UpdateGpuRequest request) {
        if (!request.getSetLabels() && !request.hasGnmiDeviceId()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery("update gpu set labels = coalesce($2, labels),"
                        + " gnmi_device_id = case when $3::text is null then gnmi_device_id else nullif($3, '') end,"
                        + " version = version + 1, updated_at = now() where id = $1")
                .execute(Tuple.of(
                        id,
                        request.getSetLabels() ? Labels.json(request.getLabelsMap()) : null,
                        request.hasGnmiDeviceId() ? request.getGnmiDeviceId() : null))
                .replaceWithVoid();
    }

    /** A GPU that a person tells of; it begins as discovered like any other. */
    Uni<Gpu> add(Caller caller, AddGpuRequest request) {
        check(request);
        var id = Ids.newUuid();
        return refs.server(caller, request.getServer())
                .chain(server -> catalogue
                        .current()
                        .chain(known -> pool.withTransaction(tx -> repository
                                .names(tx, "gpu", 1)
                                .chain(names -> machines.change(
                                        tx,
                                        server.serverId(),
                                        caller.id(),
                                        m -> add(m, id, names.getFirst(), request, known.gpu(request.getModel()))))
                                .call(() -> tx.preparedQuery("update gpu set labels = $2 where id = $1")
                                        .execute(Tuple.of(id, Labels.json(request.getLabelsMap()))))
                                .chain(() -> queries.get(tx, id)))))
                .onFailure(e -> e instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState()))
                .transform(e -> Failures.alreadyExists("serial", "a GPU with this serial number is known already"));
    }

    private static void add(Machine machine, UUID id, String name, AddGpuRequest request, Optional<GpuModel> model) {
        if (machine.server().state() == ServerState.RETIRED) {
            throw Failures.illegalMove("server", machine.server().state().word(), "add a GPU to");
        }
        int index = machine.gpus().stream()
                        .mapToInt(gpu -> gpu.facts().index())
                        .max()
                        .orElse(-1)
                + 1;
        Long memory = request.getMemoryBytes() > 0
                ? (Long) request.getMemoryBytes()
                : model.map(GpuModel::memoryBytes).orElse(null);
        machine.add(GpuLife.found(
                id,
                name,
                machine.server().id(),
                null,
                new GpuFacts(
                        index,
                        absent(request.getSlot()),
                        null,
                        request.getModel(),
                        absent(request.getSerial()),
                        null,
                        null,
                        absent(request.getPciAddress()),
                        memory,
                        model.map(GpuModel::architecture).orElse(null),
                        model.map(GpuModel::tdpWatts).orElse(null),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        true),
                machine.now()));
        Qualification.settle(machine);
    }

    private static void check(AddGpuRequest request) {
        var errors = new ArrayList<FieldError>();
        Labels.check(request.getLabelsMap(), errors);
        if (request.getModel().isBlank() || request.getModel().length() > 200) {
            errors.add(new FieldError("model", "is required, 200 characters at most"));
        }
        if (request.getMemoryBytes() < 0) {
            errors.add(new FieldError("memory_bytes", "must not be negative"));
        }
        if (request.getSerial().length() > 100 || request.getSlot().length() > 100) {
            errors.add(new FieldError("serial", "serial and slot have 100 characters at most"));
        }
        if (!errors.isEmpty()) {
            throw Failures.invalid(errors);
        }
    }

    private static @Nullable String absent(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
