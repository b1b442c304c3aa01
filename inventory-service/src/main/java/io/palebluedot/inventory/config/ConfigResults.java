package io.palebluedot.inventory.config;

import io.palebluedot.inventory.asset.Wire;
import io.palebluedot.inventory.hardware.HardwareClient;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How applications to the hardware ended. */
@ApplicationScoped
public class ConfigResults {

    private static final Logger LOG = Logger.getLogger(ConfigResults.class);

    /** By the operation; or, when its event was faster than the answer to the call, by the object that is being applied. */
    private static final String BY_OPERATION = "select * from config_version where operation_id = $1 or (object_id = $2"
            + " and operation_id is null and apply_state = 'applying') order by operation_id nulls last limit 1 for update";

    private final Pool pool;
    private final ConfigRepository repository;
    private final HardwareClient hardware;

    ConfigResults(Pool pool, ConfigRepository repository, HardwareClient hardware) {
        this.pool = pool;
        this.repository = repository;
        this.hardware = hardware;
    }

    /**
     * An operation ended well.
     *
     * @param result what was read back, by attribute
     */
    public Uni<Void> succeeded(
            SqlConnection tx, String operationId, @Nullable UUID objectId, Map<String, Object> result) {
        return open(tx, operationId, objectId)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : repository
                                .ended(tx, found.get(), ApplyState.APPLIED, null, operationId)
                                .chain(() -> repository.observed(
                                        tx, found.get().objectId(), readBack(new JsonObject(result)))));
    }

    /** An operation was given up. */
    public Uni<Void> failed(SqlConnection tx, String operationId, @Nullable UUID objectId, String cause) {
        return open(tx, operationId, objectId)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : repository.ended(tx, found.get(), ApplyState.FAILED, cause, operationId));
    }

    /** hardware-service refused to begin. */
    Uni<Void> failed(Version version, String cause) {
        return pool.withTransaction(tx -> repository.ended(tx, version, ApplyState.FAILED, cause, ""));
    }

    /** Asks what became of an operation whose end was not heard. */
    Uni<Void> ask(Version version) {
        String operationId = String.valueOf(version.operationId());
        return hardware.operation(operationId)
                .chain(operation -> pool.withTransaction(tx -> switch (operation.getState()) {
                    case OPERATION_STATE_SUCCEEDED ->
                        succeeded(
                                tx,
                                operationId,
                                version.objectId(),
                                Wire.json(operation.getResult()).getMap());
                    case OPERATION_STATE_FAILED, OPERATION_STATE_CANCELLED ->
                        failed(tx, operationId, version.objectId(), operation.getError());
                    default -> postpone(tx, version);
                }))
                .onFailure(HardwareClient::notFound)
                .recoverWithUni(e -> pool.withTransaction(tx ->
                        failed(tx, operationId, version.objectId(), "hardware-service does not know the operation")))
                .onFailure()
                .invoke(e -> LOG.debugf("operation not asked operationId=%s: %s", operationId, e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private static Uni<Void> postpone(SqlConnection tx, Version version) {
        return tx.preparedQuery(
                        "update config_version set next_attempt_at = now() + interval '60 seconds' where id = $1")
                .execute(Tuple.of(version.id()))
                .replaceWithVoid();
    }

    private static Uni<Optional<Version>> open(SqlConnection tx, String operationId, @Nullable UUID objectId) {
        return tx.preparedQuery(BY_OPERATION)
                .execute(Tuple.of(operationId, objectId))
                .map(rows -> rows.size() == 0
                        ? Optional.<Version>empty()
                        : Optional.of(ConfigRows.version(rows.iterator().next())))
                .map(found -> found.filter(
                        version -> version.state() == ApplyState.APPLYING || version.state() == ApplyState.PENDING));
    }

    /** What the operation read back, under the names that versions use. */
    private static JsonObject readBack(JsonObject result) {
        var observed = new JsonObject();
        if (result.getValue("applied_by_bmc") instanceof JsonObject applied) {
            copy(applied, "power_limit_watts", observed, "power_limit");
            copy(applied, "memory_clock_mhz", observed, "memory_clock");
        }
        return observed;
    }

    private static void copy(JsonObject from, String name, JsonObject to, String as) {
        if (from.getValue(name) instanceof Number number) {
            to.put(as, number);
        }
    }
}
