package io.palebluedot.inventory.machine;

import io.palebluedot.inventory.lifecycle.ServerState;
import io.palebluedot.inventory.machine.ServerLife.Fault;
import io.palebluedot.inventory.machine.ServerLife.Maintenance;
import io.palebluedot.inventory.machine.ServerLife.Stay;
import io.palebluedot.inventory.machine.ServerLife.Vitals;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@link ServerLife} as a row of {@code server}; hardware facts and what people give are columns of others. */
final class ServerRows {

    static final String COLUMNS = "id, name, rack, state, state_since, deadline, retries, fault_from, fault_cause,"
            + " maintenance, maintenance_reason, health, power_state, bmc_reachable, dirty, conflict, project_id, version";

    static final String UPDATE = "update server set name = $2, rack = $3, state = $4, state_since = $5, deadline = $6,"
            + " retries = $7, fault_from = $8, fault_cause = $9, maintenance = $10, maintenance_reason = $11,"
            + " health = $12, power_state = $13, bmc_reachable = $14, dirty = $15, conflict = $16, project_id = $17,"
            + " version = version + 1, updated_at = now() where id = $1";

    static final String INSERT =
            "insert into server (id, name, rack, state, state_since, deadline, retries, fault_from,"
                    + " fault_cause, maintenance, maintenance_reason, health, power_state, bmc_reachable, dirty, conflict,"
                    + " project_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

    private ServerRows() {}

    static ServerLife read(Row row) {
        return new ServerLife(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("rack"),
                new Stay(
                        ServerState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        row.getOffsetDateTime("state_since").toInstant(),
                        instant(row.getOffsetDateTime("deadline")),
                        row.getInteger("retries")),
                fault(row.getString("fault_from"), row.getString("fault_cause")),
                new Maintenance(row.getBoolean("maintenance"), row.getString("maintenance_reason")),
                new Vitals(row.getString("health"), row.getString("power_state"), row.getBoolean("bmc_reachable")),
                row.getBoolean("dirty"),
                row.getString("conflict"),
                row.getString("project_id"),
                row.getLong("version"));
    }

    static Tuple write(ServerLife server) {
        var fault = server.fault();
        return Tuple.tuple()
                .addUUID(server.id())
                .addString(server.name())
                .addString(server.rack())
                .addString(server.state().word())
                .addOffsetDateTime(time(server.stay().since()))
                .addOffsetDateTime(timeOrNull(server.stay().deadline()))
                .addInteger(server.stay().retries())
                .addString(
                        fault == null || fault.from() == null
                                ? null
                                : fault.from().word())
                .addString(fault == null ? null : fault.cause())
                .addBoolean(server.maintenance().on())
                .addString(server.maintenance().reason())
                .addString(server.vitals().health())
                .addString(server.vitals().power())
                .addBoolean(server.vitals().reachable())
                .addBoolean(server.dirty())
                .addString(server.conflict())
                .addString(server.projectId());
    }

    static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Fault fault(@Nullable String from, @Nullable String cause) {
        return cause == null
                ? null
                : new Fault(from == null ? null : ServerState.ofWord(from).orElse(null), cause);
    }
}
