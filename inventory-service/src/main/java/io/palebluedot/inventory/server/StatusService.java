package io.palebluedot.inventory.server;

import io.palebluedot.inventory.asset.AssetRefs;
import io.palebluedot.inventory.asset.Wire;
import io.palebluedot.inventory.telemetry.HotState;
import io.palebluedot.inventory.telemetry.Latest;
import io.palebluedot.proto.common.v1.Condition;
import io.palebluedot.proto.inventory.v1.Sensor;
import io.palebluedot.proto.inventory.v1.ServerStatus;
import io.palebluedot.rpc.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Life cycle, power, health, conditions and latest sensors of a server in one answer. */
@ApplicationScoped
class StatusService {

    private final Pool pool;
    private final AssetRefs refs;
    private final HotState hot;
    private final ComponentQueries components;

    StatusService(Pool pool, AssetRefs refs, HotState hot, ComponentQueries components) {
        this.pool = pool;
        this.refs = refs;
        this.hot = hot;
        this.components = components;
    }

    Uni<ServerStatus> of(Caller caller, String ref) {
        return refs.server(caller, ref)
                .chain(found -> hot.server(found.id())
                        .chain(latest -> pool.preparedQuery("select * from server where id = $1")
                                .execute(Tuple.of(found.id()))
                                .map(rows -> status(rows.iterator().next(), latest)))
                        .chain(status -> components
                                .unwell(found.id())
                                .map(unwell -> status.addAllConditions(unwell).build())));
    }

    private static ServerStatus.Builder status(Row row, Latest latest) {
        String state = row.getString("state");
        @Nullable Boolean reachable = row.getBoolean("bmc_reachable");
        var status = ServerStatus.newBuilder()
                .setServerId(row.getUUID("id").toString())
                .setState(ServerWire.wire(state))
                .setStatus(io.palebluedot.inventory.lifecycle.ServerState.ofWord(state)
                        .orElseThrow()
                        .status())
                .setPowerState(Wire.text(row.getString("power_state")))
                .setHealth(Wire.health(row.getString("health")))
                .setMaintenance(row.getBoolean("maintenance"))
                .setBmcReachable(Boolean.TRUE.equals(reachable))
                .setFaultCause(Wire.text(row.getString("fault_cause")))
                .addConditions(condition("BmcReachable", reachable, "", ""))
                .addConditions(healthy(row.getString("health")))
                .addConditions(condition(
                        "Conforms",
                        row.getString("conflict") == null,
                        "Expectation",
                        Wire.text(row.getString("conflict"))))
                .addConditions(condition(
                        "Maintenance",
                        row.getBoolean("maintenance"),
                        "Operator",
                        Wire.text(row.getString("maintenance_reason"))))
                .addConditions(condition("Clean", !row.getBoolean("dirty"), "UserSystem", ""));
        for (String finding : row.getArrayOfStrings("findings")) {
            status.addConditions(condition("Finding", true, "Inspection", finding));
        }
        latest.sensors().forEach(s -> status.addSensors(sensor(s)));
        var at = latest.at();
        if (at != null) {
            status.setObservedAt(Wire.time(at)).setAgeMs(age(at));
        }
        return status;
    }

    private static Sensor sensor(Latest.SensorValue s) {
        var sensor = Sensor.newBuilder()
                .setName(s.name())
                .setValue(s.value())
                .setUnit(s.unit())
                .setHealth(s.health());
        var at = s.at();
        return at == null
                ? sensor.build()
                : sensor.setObservedAt(Wire.time(at)).setAgeMs(age(at)).build();
    }

    private static long age(Instant at) {
        return Math.max(0, Duration.between(at, Instant.now()).toMillis());
    }

    private static Condition healthy(@Nullable String health) {
        return condition(
                "Healthy", health == null ? null : (Boolean) "OK".equals(health), "Redfish", Wire.text(health));
    }

    private static Condition condition(String type, @Nullable Boolean holds, String reason, String message) {
        return Condition.newBuilder()
                .setType(type)
                .setStatus(holds == null ? "Unknown" : holds ? "True" : "False")
                .setReason(reason)
                .setMessage(message)
                .build();
    }
}
