package io.palebluedot.inventory.inspection;

import static io.palebluedot.inventory.inspection.Told.text;

import io.palebluedot.events.ServerEvent;
import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.events.SystemEvent.NetworkStatusChanged;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hardware facts of servers: written as a whole at each inspection, a fact that is not told any more keeps its last value. */
@ApplicationScoped
class FactsRepository {

    private static final String UPDATE =
            "update server set manufacturer = coalesce($2, manufacturer), model = coalesce($3, model),"
                    + " serial = coalesce($4, serial), hardware_uuid = coalesce($5, hardware_uuid), sku = coalesce($6, sku),"
                    + " hostname = coalesce($7, hostname), bmc_address = $8, bmc_protocol = $9, bmc_firmware = coalesce($10, bmc_firmware),"
                    + " bios_version = coalesce($11, bios_version), cpu_model = coalesce($12, cpu_model),"
                    + " cpu_count = coalesce($13, cpu_count), cpu_cores = coalesce($14, cpu_cores),"
                    + " memory_bytes = coalesce($15, memory_bytes), host_address = coalesce($16, host_address),"
                    + " dcgm_exporter_url = coalesce($17, dcgm_exporter_url), node_exporter_url = coalesce($18, node_exporter_url),"
                    + " findings = $19, baseline_gpus = coalesce(baseline_gpus, $20), inspected_at = now(), updated_at = now(),"
                    + " version = version + 1 where id = $1";
    private static final String NICS = "insert into nic (server_id, position, name, mac, speed_mbps, link, addresses)"
            + " values ($1, $2, $3, $4, $5, $6, $7)";
    private static final String DRIVES =
            "insert into drive (server_id, position, name, model, serial, capacity_bytes, media_type)"
                    + " values ($1, $2, $3, $4, $5, $6, $7)";
    private static final String FIRMWARE =
            "insert into firmware (server_id, position, component, version, updateable) values ($1, $2, $3, $4, $5)";

    private final ComponentRepository components;

    FactsRepository(ComponentRepository components) {
        this.components = components;
    }

    /** What is remembered of former inspections. */
    record Former(@Nullable Integer baselineGpus, boolean inspected) {}

    Uni<Former> former(SqlConnection tx, UUID id) {
        return tx.preparedQuery("select baseline_gpus, inspected_at from server where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next())
                .map(row -> new Former(row.getInteger("baseline_gpus"), row.getOffsetDateTime("inspected_at") != null));
    }

    /** The other server, not retired, that has this serial number. */
    Uni<Optional<String>> otherWithSerial(SqlConnection tx, UUID id, @Nullable String serial) {
        return tx.preparedQuery("select name from server where serial = $2 and id <> $1 and state <> 'retired'")
                .execute(Tuple.of(id, serial))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getString(0)));
    }

    Uni<Boolean> nameIsFree(SqlConnection tx, String name) {
        return tx.preparedQuery("select 1 from server where name = $1 and state <> 'retired'")
                .execute(Tuple.of(name))
                .map(rows -> rows.size() == 0);
    }

    /** Writes all facts; an address that another server had is that server's no more. */
    Uni<Void> write(SqlConnection tx, UUID id, HardwareTree tree, @Nullable Integer baseline) {
        return tx.preparedQuery(
                        "update server set bmc_address = null where bmc_address = $2 and id <> $1 and state <> 'retired'")
                .execute(Tuple.of(id, tree.bmcAddress()))
                .chain(() -> tx.preparedQuery(UPDATE).execute(facts(id, tree, baseline)))
                .chain(() -> replace(tx, id, "nic", NICS, nics(id, tree)))
                .chain(() -> replace(tx, id, "drive", DRIVES, drives(id, tree)))
                .chain(() -> replace(tx, id, "firmware", FIRMWARE, firmware(id, tree)))
                .chain(() -> components.write(tx, id, tree.components(), tree.emptyKinds()));
    }

    /** Ports whose link is not what it was; call before {@link #write}. */
    Uni<List<NetworkStatusChanged>> linkChanges(SqlConnection tx, UUID id, HardwareTree tree) {
        return tx.preparedQuery("select name, mac, link from nic where server_id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    var former = new HashMap<String, String>();
                    for (Row row : rows) {
                        String link = row.getString("link");
                        if (link != null) {
                            former.put(port(row.getString("name"), row.getString("mac")), link);
                        }
                    }
                    var changes = new ArrayList<NetworkStatusChanged>();
                    for (ServerEvent.Nic nic : tree.nics()) {
                        String before = former.get(port(nic.name(), nic.mac()));
                        if (before != null && nic.link() != null && !before.equals(nic.link())) {
                            changes.add(new NetworkStatusChanged(port(nic.name(), nic.mac()), before, nic.link()));
                        }
                    }
                    return changes;
                });
    }

    private static String port(@Nullable String name, @Nullable String mac) {
        return Objects.requireNonNullElse(Told.or(name, mac), "unnamed");
    }

    private static Uni<RowSet<Row>> replace(SqlConnection tx, UUID id, String table, String insert, List<Tuple> rows) {
        var deleted = tx.preparedQuery("delete from " + table + " where server_id = $1")
                .execute(Tuple.of(id));
        return rows.isEmpty()
                ? deleted
                : deleted.chain(() -> tx.preparedQuery(insert).executeBatch(rows));
    }

    private static Tuple facts(UUID id, HardwareTree tree, @Nullable Integer baseline) {
        var cpu = tree.cpu();
        return Tuple.tuple()
                .addUUID(id)
                .addString(text(tree.manufacturer()))
                .addString(text(tree.model()))
                .addString(text(tree.serial()))
                .addString(text(tree.uuid()))
                .addString(text(tree.sku()))
                .addString(text(tree.hostname()))
                .addString(tree.bmcAddress())
                .addString(tree.protocol())
                .addString(text(tree.bmcFirmware()))
                .addString(text(tree.biosVersion()))
                .addString(cpu == null ? null : text(cpu.model()))
                .addInteger(cpu == null ? null : cpu.count())
                .addInteger(cpu == null ? null : cpu.cores())
                .addLong(tree.memoryBytes())
                .addString(text(tree.hostAddress()))
                .addString(text(tree.dcgmExporterUrl()))
                .addString(text(tree.nodeExporterUrl()))
                .addArrayOfString(tree.findings().toArray(String[]::new))
                .addInteger(baseline);
    }

    private static List<Tuple> nics(UUID id, HardwareTree tree) {
        var rows = new ArrayList<Tuple>();
        for (ServerEvent.Nic nic : tree.nics()) {
            rows.add(Tuple.tuple()
                    .addUUID(id)
                    .addInteger(rows.size())
                    .addString(text(nic.name()))
                    .addString(text(nic.mac()))
                    .addInteger(nic.speedMbps())
                    .addString(text(nic.link()))
                    .addArrayOfString(nic.addresses().toArray(String[]::new)));
        }
        return rows;
    }

    private static List<Tuple> drives(UUID id, HardwareTree tree) {
        var rows = new ArrayList<Tuple>();
        for (ServerEvent.Drive drive : tree.drives()) {
            rows.add(Tuple.tuple()
                    .addUUID(id)
                    .addInteger(rows.size())
                    .addString(text(drive.name()))
                    .addString(text(drive.model()))
                    .addString(text(drive.serial()))
                    .addLong(drive.capacityBytes())
                    .addString(text(drive.mediaType())));
        }
        return rows;
    }

    private static List<Tuple> firmware(UUID id, HardwareTree tree) {
        var rows = new ArrayList<Tuple>();
        for (ServerEvent.Firmware entry : tree.firmware()) {
            rows.add(Tuple.tuple()
                    .addUUID(id)
                    .addInteger(rows.size())
                    .addString(entry.component())
                    .addString(text(entry.version()))
                    .addBoolean(entry.updateable()));
        }
        return rows;
    }
}
