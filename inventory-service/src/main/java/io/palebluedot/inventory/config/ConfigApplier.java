package io.palebluedot.inventory.config;

import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.inventory.asset.Wire;
import io.palebluedot.inventory.hardware.HardwareClient;
import io.palebluedot.proto.hardware.v1.ApplyGpuConfigRequest;
import io.palebluedot.proto.hardware.v1.Operation;
import io.palebluedot.proto.hardware.v1.SetBiosRequest;
import io.palebluedot.rpc.Failure;
import io.palebluedot.rpc.FailureException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands versions to hardware-service, once by their id, again for as long as it does not answer. A version is claimed for some
 * seconds before the call: a crash in between only delays it.
 */
@ApplicationScoped
class ConfigApplier {

    private static final Logger LOG = Logger.getLogger(ConfigApplier.class);

    private static final String CLAIM = "update config_version set apply_state = 'applying', attempts = attempts + 1,"
            + " next_attempt_at = now() + interval '15 seconds' where id = $1 and operation_id is null"
            + " and (apply_state = 'pending' or (apply_state = 'applying' and next_attempt_at < now())) returning *";
    private static final String ACCEPTED = "update config_version set operation_id = $2,"
            + " next_attempt_at = now() + interval '60 seconds' where id = $1 returning *";
    private static final String LATER = "update config_version set apply_state = 'pending', next_attempt_at = now()"
            + " + least(attempts, 12) * interval '5 seconds' where id = $1 and apply_state = 'applying'"
            + " and operation_id is null returning *";
    private static final String WAITING = "select id from config_version where apply_state in ('pending', 'applying')"
            + " and operation_id is null and coalesce(next_attempt_at, created_at + interval '2 seconds') < now()"
            + " order by created_at limit 50";
    private static final String UNHEARD = "select * from config_version where apply_state = 'applying'"
            + " and operation_id is not null and next_attempt_at < now() limit 50";

    private final Pool pool;
    private final HardwareClient hardware;
    private final ConfigRepository repository;
    private final ConfigResults results;
    private final MeterRegistry registry;

    ConfigApplier(
            Pool pool,
            HardwareClient hardware,
            ConfigRepository repository,
            ConfigResults results,
            MeterRegistry registry) {
        this.pool = pool;
        this.hardware = hardware;
        this.repository = repository;
        this.results = results;
        this.registry = registry;
    }

    /** Begins to apply a committed version; answers it as it then is: still pending when hardware-service does not answer. */
    Uni<Version> apply(Version version) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(version.id()))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(version)
                        : send(ConfigRows.version(rows.iterator().next())));
    }

    private Uni<Version> send(Version version) {
        return call(version)
                .chain(operation -> write(ACCEPTED, Tuple.of(version.id(), operation.getId())))
                .onFailure()
                .recoverWithUni(failure -> refused(version, failure));
    }

    private Uni<Operation> call(Version version) {
        return pool.preparedQuery(
                        "select c.kind, g.server_id, g.serial, g.slot, g.idx, g.gnmi_device_id, a.content as applied from config c"
                                + " left join gpu g on g.id = c.object_id left join config_version a on a.object_id = c.object_id"
                                + " and a.version = c.applied_version where c.object_id = $1")
                .execute(Tuple.of(version.objectId()))
                .map(rows -> rows.iterator().next())
                .chain(row -> "gpu".equals(row.getString("kind"))
                        ? hardware.applyGpuConfig(gpuRequest(version, row))
                        : hardware.setBios(biosRequest(version, row.getJsonObject("applied"))));
    }

    private static ApplyGpuConfigRequest gpuRequest(Version version, Row gpu) {
        var settings = GpuSettings.of(version.content());
        var request = ApplyGpuConfigRequest.newBuilder()
                .setServerId(gpu.getUUID("server_id").toString())
                .setGpuId(version.objectId().toString())
                .setGpuSerial(Wire.text(gpu.getString("serial")))
                .setGpuSlot(Wire.text(gpu.getString("slot")))
                .setGpuIndex(gpu.getInteger("idx"))
                .setGnmiDeviceId(Wire.text(gpu.getString("gnmi_device_id")))
                .putAllDriverConfig(settings.driver())
                .setIdempotencyKey(version.id().toString());
        Optional.ofNullable(settings.powerLimit()).ifPresent(request::setPowerLimitWatts);
        Optional.ofNullable(settings.memoryClock()).ifPresent(request::setMemoryClockMhz);
        return request.build();
    }

    /** Only what differs from the hardware's is sent: a BMC refuses read-only attributes even with the value they have. */
    private static SetBiosRequest biosRequest(Version version, @Nullable JsonObject applied) {
        return SetBiosRequest.newBuilder()
                .setServerId(version.objectId().toString())
                .setAttributes(Wire.struct(ServerSections.biosChanges(applied, version.content())))
                .setIdempotencyKey(version.id().toString())
                .build();
    }

    private Uni<Version> refused(Version version, Throwable failure) {
        if (failure instanceof FailureException e && e.failure() instanceof Failure.Unavailable) {
            registry.counter("pbd.config.apply.delayed").increment();
            return write(LATER, Tuple.of(version.id()));
        }
        if (failure instanceof StatusRuntimeException status) {
            return switch (status.getStatus().getCode()) {
                case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNKNOWN ->
                    write(LATER, Tuple.of(version.id()));
                default ->
                    results.failed(version, String.valueOf(status.getStatus().getDescription()))
                            .chain(() -> reread(version));
            };
        }
        LOG.warnf("configuration not applied yet objectId=%s reason=%s", version.objectId(), failure.toString());
        return write(LATER, Tuple.of(version.id()));
    }

    private Uni<Version> write(String sql, Tuple parameters) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .chain(rows -> rows.size() == 0
                        ? byId(parameters)
                        : Uni.createFrom()
                                .item(ConfigRows.version(rows.iterator().next())));
    }

    private Uni<Version> byId(Tuple parameters) {
        return pool.preparedQuery("select * from config_version where id = $1")
                .execute(Tuple.of(parameters.getUUID(0)))
                .map(rows -> ConfigRows.version(rows.iterator().next()));
    }

    private Uni<Version> reread(Version version) {
        return repository.version(pool, version.objectId(), version.version()).map(Optional::orElseThrow);
    }

    /** Sends what waits, and asks about what was accepted but not heard of since. */
    @Scheduled(every = "5s", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> reconcile() {
        return pool.query(WAITING)
                .execute()
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(
                        row -> byId(Tuple.of(row.getUUID("id"))).chain(this::apply))
                .collect()
                .last()
                .chain(this::askUnheard);
    }

    private Uni<Void> askUnheard() {
        return pool.query(UNHEARD)
                .execute()
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .map(ConfigRows::version)
                .onItem()
                .transformToUniAndConcatenate(results::ask)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
