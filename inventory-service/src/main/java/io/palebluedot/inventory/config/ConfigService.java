package io.palebluedot.inventory.config;

import io.palebluedot.inventory.asset.AssetRefs;
import io.palebluedot.inventory.catalogue.CatalogueService;
import io.palebluedot.inventory.catalogue.GpuModel;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.proto.inventory.v1.UpdateGpuConfigRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes versions. Each is committed before it is applied, so that nothing is lost between the two. */
@ApplicationScoped
class ConfigService {

    private final Pool pool;
    private final AssetRefs refs;
    private final ConfigRepository repository;
    private final CatalogueService catalogue;
    private final ConfigApplier applier;

    ConfigService(
            Pool pool, AssetRefs refs, ConfigRepository repository, CatalogueService catalogue, ConfigApplier applier) {
        this.pool = pool;
        this.refs = refs;
        this.repository = repository;
        this.catalogue = catalogue;
        this.applier = applier;
    }

    /** A configuration: its head with the wanted and the applied version. */
    record Current(Head head, Version wanted, @Nullable Version applied) {}

    Uni<Current> ofGpu(Caller caller, String ref) {
        return refs.gpu(caller, ref).chain(found -> current(found.id()));
    }

    Uni<Current> ofServer(Caller caller, String ref) {
        return refs.server(caller, ref).chain(found -> current(found.id()));
    }

    private Uni<Current> current(UUID id) {
        return repository.head(pool, id).chain(maybe -> {
            var head = maybe.orElseThrow(() -> Failures.notFound("configuration", id.toString()));
            var applied = head.appliedVersion();
            return repository
                    .version(pool, id, head.lastVersion())
                    .chain(wanted -> repository
                            .version(pool, id, applied == null ? 0 : applied)
                            .map(version -> new Current(head, wanted.orElseThrow(), version.orElse(null))));
        });
    }

    Uni<Slice<Version>> versionsOfGpu(Caller caller, String ref, PageRequest page) {
        return refs.gpu(caller, ref).chain(found -> repository.versions(found.id(), page));
    }

    Uni<Slice<Version>> versionsOfServer(Caller caller, String ref, PageRequest page) {
        return refs.server(caller, ref).chain(found -> repository.versions(found.id(), page));
    }

    /** A new version of a GPU's configuration, and its application begun when hardware-service answers. */
    Uni<Version> update(Caller caller, UpdateGpuConfigRequest request) {
        checkReason(request.getReason());
        return refs.gpu(caller, request.getRef())
                .chain(found -> limits(found.id())
                        .invoke(limits -> check(limits, request))
                        .chain(() -> pool.withTransaction(tx -> next(
                                tx,
                                found.id(),
                                "gpu",
                                request.hasExpectedVersion() ? request.getExpectedVersion() : null,
                                caller.id(),
                                request.getReason(),
                                old -> merged(old, request)))))
                .chain(applier::apply);
    }

    private Uni<Limits> limits(UUID gpuId) {
        return pool.preparedQuery(
                        "select model, power_limit_min_watts, power_limit_max_watts, tdp_watts from gpu where id = $1")
                .execute(Tuple.of(gpuId))
                .chain(rows -> {
                    var row = rows.iterator().next();
                    Integer min = row.getInteger("power_limit_min_watts");
                    Integer max = row.getInteger("power_limit_max_watts");
                    return catalogue.current().map(known -> {
                        var model = known.gpu(row.getString("model"));
                        return new Limits(
                                min != null
                                        ? min
                                        : model.map(GpuModel::minPowerWatts).orElse(null),
                                max != null
                                        ? max
                                        : model.map(GpuModel::tdpWatts).orElse(row.getInteger("tdp_watts")));
                    });
                });
    }

    private static void check(Limits limits, UpdateGpuConfigRequest request) {
        var errors = new ArrayList<FieldError>();
        if (!request.hasPowerLimit()
                && !request.hasMemoryClock()
                && !request.getSetDriverConfig()
                && !request.getReplace()) {
            errors.add(new FieldError("power_limit", "nothing is to be changed"));
        }
        limits.check(
                request.hasPowerLimit() ? (Integer) request.getPowerLimit() : null,
                request.hasMemoryClock() ? (Integer) request.getMemoryClock() : null,
                errors);
        Limits.checkDriver(request.getDriverConfigMap(), errors);
        if (!errors.isEmpty()) {
            throw Failures.invalid(errors);
        }
    }

    private static JsonObject merged(JsonObject old, UpdateGpuConfigRequest request) {
        var before = request.getReplace() ? new GpuSettings(null, null, new LinkedHashMap<>()) : GpuSettings.of(old);
        return new GpuSettings(
                        request.hasPowerLimit() ? (Integer) request.getPowerLimit() : before.powerLimit(),
                        request.hasMemoryClock() ? (Integer) request.getMemoryClock() : before.memoryClock(),
                        request.getSetDriverConfig() ? request.getDriverConfigMap() : before.driver())
                .json();
    }

    /** A new version of some sections of a server's configuration. */
    Uni<Version> update(Caller caller, String ref, ServerSections sections, @Nullable Long expected, String reason) {
        checkReason(reason);
        return refs.server(caller, ref)
                .chain(found -> pool.withTransaction(
                        tx -> next(tx, found.id(), "server", expected, caller.id(), reason, sections::over)))
                .chain(applier::apply);
    }

    /** A new version with the content of an old one. */
    Uni<Version> rollback(Caller caller, String ref, int toVersion, String reason) {
        checkReason(reason);
        String why = reason.isBlank() ? "rollback to version " + toVersion : reason;
        return refs.server(caller, ref)
                .chain(found -> pool.withTransaction(tx -> repository
                        .version(tx, found.id(), toVersion)
                        .map(old -> old.orElseThrow(() -> Failures.notFound("version", String.valueOf(toVersion))))
                        .chain(old -> next(tx, found.id(), "server", null, caller.id(), why, current -> {
                            ServerSections.refuseUnsupported(current, old.content());
                            return old.content();
                        }))))
                .chain(applier::apply);
    }

    private Uni<Version> next(
            SqlConnection tx,
            UUID id,
            String kind,
            @Nullable Long expected,
            String author,
            String reason,
            java.util.function.UnaryOperator<JsonObject> change) {
        return repository.lock(tx, id).chain(maybe -> {
            // An object without inspection (added by hand) begins with an empty version.
            if (maybe.isEmpty()) {
                return repository
                        .begin(tx, kind, id, new JsonObject(), author)
                        .chain(() -> next(tx, id, kind, expected, author, reason, change));
            }
            var head = maybe.get();
            if (expected != null && expected != head.lastVersion()) {
                throw Failures.versionConflict("configuration", expected, head.lastVersion());
            }
            return repository.version(tx, id, head.lastVersion()).chain(last -> {
                var old = last.orElseThrow().content();
                var content = change.apply(old);
                var diff = Diff.between(old, content);
                return state(tx, head, content)
                        .chain(state -> repository.next(tx, head, content, diff, author, reason, state));
            });
        });
    }

    /** Pending, unless there is nothing that the hardware could be told. */
    private Uni<ApplyState> state(SqlConnection tx, Head head, JsonObject content) {
        if ("gpu".equals(head.kind())) {
            return Uni.createFrom().item(content.isEmpty() ? ApplyState.APPLIED : ApplyState.PENDING);
        }
        Integer applied = head.appliedVersion();
        return repository
                .version(tx, head.objectId(), applied == null ? 0 : applied)
                .map(version -> {
                    var before = version.map(Version::content).orElse(null);
                    return ServerSections.biosChanges(before, content).isEmpty()
                            ? ApplyState.APPLIED
                            : ApplyState.PENDING;
                });
    }

    private static void checkReason(String reason) {
        if (reason.length() > 500) {
            throw Failures.invalid("reason", "has 500 characters at most");
        }
    }
}
