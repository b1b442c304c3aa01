package io.palebluedot.hardware.server;

import io.palebluedot.events.Ids;
import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.events.ServerEvent.ServerPowerChanged;
import io.palebluedot.events.ServerEvent.ServerReachabilityChanged;
import io.palebluedot.events.outbox.Outbox;
import io.palebluedot.hardware.credential.Envelope;
import io.palebluedot.hardware.driver.Bmc;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what was learnt of servers, each change with its event in one transaction. */
@ApplicationScoped
public class ServerFacts {

    private static final String IDENTIFY = """
            select server_id from server
            where system_uuid = $1 or (serial = $2 and manufacturer is not distinct from $3 and (system_uuid is null or $1::text is null))
               or (address = $4 and (system_uuid is null or $1::text is null) and (serial is null or $2::text is null))
            order by (system_uuid = $1) desc nulls last, (serial = $2) desc nulls last limit 1
            """;
    private static final String UPSERT = """
            insert into server (server_id, address, protocols, username, key_id, secret, manufacturer, serial, system_uuid,
                host_address, dcgm_exporter_url, node_exporter_url, power_state, health, ports)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            on conflict (server_id) do update set
                address = excluded.address, protocols = excluded.protocols, ports = excluded.ports, username = excluded.username,
                key_id = excluded.key_id, secret = excluded.secret,
                manufacturer = excluded.manufacturer, serial = excluded.serial, system_uuid = excluded.system_uuid,
                host_address = excluded.host_address,
                dcgm_exporter_url = case when server.exporters_set then server.dcgm_exporter_url else excluded.dcgm_exporter_url end,
                node_exporter_url = case when server.exporters_set then server.node_exporter_url else excluded.node_exporter_url end,
                power_state = excluded.power_state, health = excluded.health,
                reachable = true, reachable_cause = null, updated_at = now()
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final Envelope envelope;

    ServerFacts(Pool pool, Outbox outbox, Envelope envelope) {
        this.pool = pool;
        this.outbox = outbox;
        this.envelope = envelope;
    }

    /**
     * The id that a tree belongs to: that of the server with its UUID, else its serial, else its address; a new one otherwise. Serialises
     * on the identity, so that one machine found at two addresses at the same moment gets one id.
     */
    public Uni<UUID> identify(SqlConnection tx, HardwareTree tree) {
        String lock =
                Objects.requireNonNullElse(tree.uuid(), Objects.requireNonNullElse(tree.serial(), tree.bmcAddress()));
        return tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                .execute(Tuple.of(lock))
                .chain(() -> tx.preparedQuery(IDENTIFY)
                        .execute(Tuple.of(tree.uuid(), tree.serial(), tree.manufacturer(), tree.bmcAddress())))
                .map(rows -> rows.size() == 0
                        ? Ids.newUuid()
                        : rows.iterator().next().getUUID(0));
    }

    /**
     * Writes BMC and identity of a server. A server that was known at the address before has lost its BMC: another machine answers
     * there now.
     */
    public Uni<Void> write(SqlConnection tx, UUID id, Bmc bmc, HardwareTree tree) {
        return tx.preparedQuery("delete from server where address = $1 and server_id <> $2 returning server_id")
                .execute(Tuple.of(bmc.address().toString(), id))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().voidItem()
                        : outbox.add(
                                tx,
                                rows.iterator().next().getUUID(0).toString(),
                                new ServerReachabilityChanged(false, "another machine answers at its BMC address")))
                .chain(() -> upsert(tx, id, bmc, tree));
    }

    private Uni<Void> upsert(SqlConnection tx, UUID id, Bmc bmc, HardwareTree tree) {
        var sealed = envelope.seal(id.toString(), bmc.login().password());
        var values = Tuple.tuple()
                .addUUID(id)
                .addString(bmc.address().toString())
                .addArrayOfString(bmc.protocols().toArray(String[]::new))
                .addString(bmc.login().username())
                .addString(sealed.keyId())
                .addBuffer(sealed.secret())
                .addString(tree.manufacturer())
                .addString(tree.serial())
                .addString(tree.uuid())
                .addString(tree.hostAddress())
                .addString(tree.dcgmExporterUrl())
                .addString(tree.nodeExporterUrl())
                .addString(tree.powerState())
                .addString(tree.health())
                .addValue(PortsColumn.write(bmc.ports()));
        return tx.preparedQuery(UPSERT).execute(values).chain(() -> ServerPorts.write(tx, id, tree));
    }

    /** Power state that was read back; tells when it is another than before. */
    public Uni<Void> powerSeen(SqlConnection tx, UUID id, String state) {
        return tx.preparedQuery(
                        "with old as (select power_state from server where server_id = $1 for update) update server set power_state = $2"
                                + " from old where server_id = $1 and old.power_state is distinct from $2 returning old.power_state")
                .execute(Tuple.of(id, state))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().voidItem()
                        : outbox.add(
                                tx,
                                id.toString(),
                                new ServerPowerChanged(rows.iterator().next().getString(0), state)));
    }

    public Uni<Void> powerSeen(UUID id, String state) {
        return pool.withTransaction(tx -> powerSeen(tx, id, state));
    }

    /** Whether the BMC answers; tells when that changed. */
    public Uni<Void> reachabilitySeen(UUID id, boolean reachable, @Nullable String cause) {
        return pool.withTransaction(tx -> tx.preparedQuery(
                        "update server set reachable = $2, reachable_cause = $3, reachable_at = now()"
                                + " where server_id = $1 and reachable <> $2")
                .execute(Tuple.of(id, reachable, cause))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : outbox.add(tx, id.toString(), new ServerReachabilityChanged(reachable, cause))));
    }
}
