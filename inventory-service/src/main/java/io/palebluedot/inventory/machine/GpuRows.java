package io.palebluedot.inventory.machine;

import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.inventory.machine.GpuLife.Hold;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@link GpuLife} as a row of {@code gpu}. */
final class GpuRows {

    static final String COLUMNS = "id, name, server_id, state, state_since, deadline, fault_cause, health, maintenance,"
            + " present, busy, allocation_id, project_id, idx, slot, manufacturer, model, serial, part_number, hardware_uuid,"
            + " pci_address, memory_bytes, architecture, tdp_watts, nvlink_domain, firmware_version, power_limit_watts,"
            + " power_limit_min_watts, power_limit_max_watts, memory_clock_mhz, by_hand, version";

    static final String UPDATE = "update gpu set server_id = $2, state = $3, state_since = $4, deadline = $5,"
            + " fault_cause = $6, health = $7, maintenance = $8, present = $9, allocation_id = $10, project_id = $11,"
            + " idx = $12, slot = $13, manufacturer = $14, model = $15, serial = $16, part_number = $17,"
            + " hardware_uuid = $18, pci_address = $19, memory_bytes = $20, architecture = $21, tdp_watts = $22,"
            + " nvlink_domain = $23, firmware_version = $24, power_limit_watts = $25, power_limit_min_watts = $26,"
            + " power_limit_max_watts = $27, memory_clock_mhz = $28, name = $29, by_hand = $30, version = version + 1, updated_at = now()"
            + " where id = $1";

    static final String INSERT = "insert into gpu (id, server_id, state, state_since, deadline, fault_cause, health,"
            + " maintenance, present, allocation_id, project_id, idx, slot, manufacturer, model, serial, part_number,"
            + " hardware_uuid, pci_address, memory_bytes, architecture, tdp_watts, nvlink_domain, firmware_version,"
            + " power_limit_watts, power_limit_min_watts, power_limit_max_watts, memory_clock_mhz, name, by_hand)"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,"
            + " $22, $23, $24, $25, $26, $27, $28, $29, $30)";

    private GpuRows() {}

    static List<GpuLife> readAll(RowSet<Row> rows) {
        var gpus = new ArrayList<GpuLife>(rows.size());
        rows.forEach(row -> gpus.add(read(row)));
        gpus.sort(java.util.Comparator.comparingInt(gpu -> gpu.facts().index()));
        return gpus;
    }

    static GpuLife read(Row row) {
        return new GpuLife(
                row.getUUID("id"),
                row.getString("name"),
                row.getUUID("server_id"),
                new GpuLife.Stay(
                        GpuState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        row.getOffsetDateTime("state_since").toInstant(),
                        ServerRows.instant(row.getOffsetDateTime("deadline"))),
                row.getString("fault_cause"),
                row.getString("health"),
                row.getBoolean("maintenance"),
                row.getBoolean("present"),
                row.getBoolean("busy"),
                hold(row.getString("allocation_id"), row.getString("project_id")),
                facts(row),
                row.getLong("version"));
    }

    private static GpuFacts facts(Row row) {
        return new GpuFacts(
                row.getInteger("idx"),
                row.getString("slot"),
                row.getString("manufacturer"),
                row.getString("model"),
                row.getString("serial"),
                row.getString("part_number"),
                row.getString("hardware_uuid"),
                row.getString("pci_address"),
                row.getLong("memory_bytes"),
                row.getString("architecture"),
                row.getInteger("tdp_watts"),
                row.getString("nvlink_domain"),
                row.getString("firmware_version"),
                row.getInteger("power_limit_watts"),
                row.getInteger("power_limit_min_watts"),
                row.getInteger("power_limit_max_watts"),
                row.getInteger("memory_clock_mhz"),
                row.getBoolean("by_hand"));
    }

    static Tuple write(GpuLife gpu) {
        var facts = gpu.facts();
        var hold = gpu.hold();
        return Tuple.tuple()
                .addUUID(gpu.id())
                .addUUID(gpu.serverId())
                .addString(gpu.state().word())
                .addOffsetDateTime(ServerRows.time(gpu.stay().since()))
                .addOffsetDateTime(ServerRows.timeOrNull(gpu.stay().deadline()))
                .addString(gpu.fault())
                .addString(gpu.health())
                .addBoolean(gpu.maintenance())
                .addBoolean(gpu.present())
                .addString(hold == null ? null : hold.allocationId())
                .addString(hold == null ? null : hold.projectId())
                .addInteger(facts.index())
                .addString(facts.slot())
                .addString(facts.manufacturer())
                .addString(facts.model())
                .addString(facts.serial())
                .addString(facts.partNumber())
                .addString(facts.uuid())
                .addString(facts.pciAddress())
                .addLong(facts.memoryBytes())
                .addString(facts.architecture())
                .addInteger(facts.tdpWatts())
                .addString(facts.nvlinkDomain())
                .addString(facts.firmwareVersion())
                .addInteger(facts.powerLimit())
                .addInteger(facts.powerLimitMin())
                .addInteger(facts.powerLimitMax())
                .addInteger(facts.memoryClockMhz())
                .addString(gpu.name())
                .addBoolean(facts.byHand());
    }

    private static @Nullable Hold hold(@Nullable String allocationId, @Nullable String projectId) {
        return allocationId == null ? null : new Hold(allocationId, projectId == null ? "" : projectId);
    }
}
