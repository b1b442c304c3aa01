package io.palebluedot.hardware.network;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.SwitchReader.Platform;
import io.palebluedot.hardware.driver.SwitchReader.SwitchInterface;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes what switches told; what they did not tell keeps its last value and its time. Links follow in the same transaction. */
@ApplicationScoped
class SwitchFacts {

    private static final String SEEN =
            "update switch set reachable = true, cause_code = null, cause = null, gaps = $2, seen_at = now() where id = $1";
    private static final String PLATFORM = """
            update switch set hostname = coalesce($2, hostname), manufacturer = coalesce($3, manufacturer), model = coalesce($4, model),
                serial = coalesce($5, serial), software_version = coalesce($6, software_version), boot_time = coalesce($7, boot_time)
            where id = $1
            """;
    private static final String INTERFACES = """
            with told as (
                select distinct on (t.name) t.* from jsonb_to_recordset($2::jsonb) as t(name text, enabled boolean, admin_status text,
                    oper_status text, speed bigint, mtu integer, description text, mac text, access_vlan integer, transceiver text,
                    counters jsonb)
            ), gone as (
                delete from switch_interface i where i.switch_id = $1 and not exists (select 1 from told where told.name = i.name)
            )
            insert into switch_interface (switch_id, name, enabled, admin_status, oper_status, speed, mtu, description, mac, access_vlan,
                transceiver, counters, seen_at)
            select $1, told.*, now() from told
            on conflict (switch_id, name) do update set enabled = excluded.enabled, admin_status = excluded.admin_status,
                oper_status = excluded.oper_status, speed = excluded.speed, mtu = excluded.mtu, description = excluded.description,
                mac = excluded.mac, access_vlan = excluded.access_vlan, transceiver = excluded.transceiver,
                counters = excluded.counters, seen_at = excluded.seen_at
            """;
    /** A watch tells some facts of an interface only. */
    private static final String CHANGED = """
            update switch_interface i set admin_status = coalesce(t.admin_status, i.admin_status),
                oper_status = coalesce(t.oper_status, i.oper_status), speed = coalesce(t.speed, i.speed), mtu = coalesce(t.mtu, i.mtu),
                description = coalesce(t.description, i.description), seen_at = now()
            from jsonb_to_recordset($2::jsonb) as t(name text, admin_status text, oper_status text, speed bigint, mtu integer,
                description text)
            where i.switch_id = $1 and i.name = t.name
            """;

    private static final String OPTICS = """
            with told as (
                select distinct on (t.name) t.* from jsonb_to_recordset($2::jsonb) as t(name text, present boolean, vendor text,
                    part_number text, serial text, temperature_celsius double precision, lanes jsonb)
            ), gone as (
                delete from switch_optic o where o.switch_id = $1 and not exists (select 1 from told where told.name = o.name)
            )
            insert into switch_optic (switch_id, name, present, vendor, part_number, serial, temperature_celsius, lanes)
            select $1, told.* from told
            on conflict (switch_id, name) do update set present = excluded.present, vendor = excluded.vendor,
                part_number = excluded.part_number, serial = excluded.serial, temperature_celsius = excluded.temperature_celsius,
                lanes = excluded.lanes
            """;
    private static final String NEIGHBOURS = """
            insert into switch_neighbour (switch_id, place, port, chassis_id, port_id, port_description, system_name, seen_at)
            select $1, t.*, now() from jsonb_to_recordset($2::jsonb) as t(place integer, port text, chassis_id text, port_id text,
                port_description text, system_name text)
            """;

    private final Pool pool;
    private final LinkLedger links;

    SwitchFacts(Pool pool, LinkLedger links) {
        this.pool = pool;
        this.links = links;
    }

    Uni<Void> read(UUID id, Reading reading) {
        return known(
                id,
                tx -> tx.preparedQuery(SEEN)
                        .execute(Tuple.of(id, reading.gaps().toArray(String[]::new)))
                        .chain(() -> platform(tx, id, reading.platform()))
                        .chain(() -> told(
                                reading.interfaces(),
                                told -> write(tx, INTERFACES, id, SwitchFactRows.interfaces(told))))
                        .chain(() -> told(reading.optics(), told -> write(tx, OPTICS, id, SwitchFactRows.optics(told))))
                        .chain(() -> told(
                                reading.neighbours(),
                                told -> tx.preparedQuery("delete from switch_neighbour where switch_id = $1")
                                        .execute(Tuple.of(id))
                                        .chain(() -> write(tx, NEIGHBOURS, id, SwitchFactRows.neighbours(told)))))
                        .chain(() -> links.follow(tx, id)));
    }

    /** Interfaces that a watch told of. */
    Uni<Void> changed(UUID id, List<SwitchInterface> told) {
        return known(
                id,
                tx -> write(tx, CHANGED, id, SwitchFactRows.interfaces(last(told)))
                        .chain(() -> links.follow(tx, id)));
    }

    /** One row for each interface: of two changes in one statement the database would take any. */
    private static List<SwitchInterface> last(List<SwitchInterface> told) {
        var byName = new LinkedHashMap<String, SwitchInterface>();
        told.forEach(now -> byName.merge(now.name(), now, (before, later) -> later.after(before)));
        return List.copyOf(byName.values());
    }

    /** All interfaces, read after they were set; part of the transaction that ends the operation. */
    Uni<Void> interfaces(SqlConnection tx, UUID id, List<SwitchInterface> told) {
        return lock(
                tx,
                id,
                () -> write(tx, INTERFACES, id, SwitchFactRows.interfaces(told)).chain(() -> links.follow(tx, id)));
    }

    Uni<Void> lost(UUID id, BmcFailure failure) {
        return pool.preparedQuery("update switch set reachable = false, cause_code = $2, cause = $3 where id = $1")
                .execute(Tuple.of(id, failure.kind().code(), failure.text()))
                .replaceWithVoid();
    }

    private Uni<Void> known(UUID id, java.util.function.Function<SqlConnection, Uni<Void>> work) {
        return pool.withTransaction(tx -> lock(tx, id, () -> work.apply(tx)));
    }

    /** One writer of a switch at a time; nothing is written of one that was forgotten meanwhile. */
    private static Uni<Void> lock(SqlConnection tx, UUID id, Supplier<Uni<Void>> work) {
        return tx.preparedQuery("select 1 from switch where id = $1 for update")
                .execute(Tuple.of(id))
                .chain(rows -> rows.size() == 0 ? Uni.createFrom().voidItem() : work.get());
    }

    private static <T> Uni<Void> told(@Nullable List<T> told, java.util.function.Function<List<T>, Uni<Void>> write) {
        return told == null ? Uni.createFrom().voidItem() : write.apply(told);
    }

    private static Uni<Void> write(SqlConnection tx, String sql, UUID id, JsonArray rows) {
        return tx.preparedQuery(sql).execute(Tuple.of(id, rows)).replaceWithVoid();
    }

    private static Uni<Void> platform(SqlConnection tx, UUID id, @Nullable Platform p) {
        if (p == null) {
            return Uni.createFrom().voidItem();
        }
        var boot = p.bootTime();
        return tx.preparedQuery(PLATFORM)
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addString(p.hostname())
                        .addString(p.manufacturer())
                        .addString(p.model())
                        .addString(p.serialNumber())
                        .addString(p.softwareVersion())
                        .addOffsetDateTime(boot == null ? null : boot.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
