package io.palebluedot.hardware.discovery;

import io.palebluedot.hardware.inspection.ExporterAddresses;
import io.palebluedot.hardware.server.PortsColumn;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Rows of discoveries and their targets. */
@ApplicationScoped
class DiscoveryRepository {

    /** What a run needs to know. */
    record Plan(UUID id, List<String> protocols, Map<String, Integer> ports, int dcgmPort, int nodePort) {}

    /** Targets with more than this are told without those that did not answer. */
    private static final int SHOWN_WHOLE = 512;

    private static final int SHOWN = 2_000;

    private final Pool pool;

    DiscoveryRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> add(
            SqlConnection tx,
            UUID id,
            UUID operationId,
            List<String> protocols,
            Map<String, Integer> ports,
            int dcgmPort,
            int nodePort,
            List<String> targets) {
        return tx.preparedQuery("insert into discovery (id, operation_id, protocols, dcgm_port, node_port, ports)"
                        + " values ($1, $2, $3, $4, $5, $6)")
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addUUID(operationId)
                        .addArrayOfString(protocols.toArray(String[]::new))
                        .addInteger(dcgmPort == 0 ? ExporterAddresses.DCGM_PORT : dcgmPort)
                        .addInteger(nodePort == 0 ? ExporterAddresses.NODE_PORT : nodePort)
                        .addValue(PortsColumn.write(ports)))
                .chain(() -> tx.preparedQuery(
                                "insert into discovery_target (discovery_id, place, address)"
                                        + " select $1, u.place, u.address from unnest($2::text[]) with ordinality as u (address, place)")
                        .execute(Tuple.of(id).addArrayOfString(targets.toArray(String[]::new))))
                .replaceWithVoid();
    }

    Uni<Plan> plan(UUID operationId) {
        return pool.preparedQuery("select * from discovery where operation_id = $1")
                .execute(Tuple.of(operationId))
                .map(rows -> rows.iterator().next())
                .map(row -> new Plan(
                        row.getUUID("id"),
                        List.of(row.getArrayOfStrings("protocols")),
                        PortsColumn.read(row),
                        row.getInteger("dcgm_port"),
                        row.getInteger("node_port")));
    }

    Uni<List<Target>> waiting(UUID discoveryId, int limit) {
        return pool.preparedQuery("select discovery_id, place, address from discovery_target"
                        + " where discovery_id = $1 and state = 'waiting' order by place limit $2")
                .execute(Tuple.of(discoveryId, limit))
                .map(rows -> list(rows, r -> new Target(r.getUUID(0), r.getInteger(1), r.getString(2))));
    }

    Uni<Void> end(SqlClient client, Target target, Target.Result result) {
        return client.preparedQuery("update discovery_target set state = $3, server_id = $4, protocol = $5, error = $6,"
                        + " findings = $7 where discovery_id = $1 and place = $2")
                .execute(Tuple.tuple()
                        .addUUID(target.discoveryId())
                        .addInteger(target.place())
                        .addString(result.state())
                        .addUUID(result.serverId())
                        .addString(result.protocol())
                        .addString(result.error())
                        .addArrayOfString(result.findings().toArray(String[]::new)))
                .replaceWithVoid();
    }

    Uni<Void> end(Target target, Target.Result result) {
        return end(pool, target, result);
    }

    /** Counts of targets: total, probed, found. */
    Uni<int[]> counts(UUID discoveryId) {
        return pool.preparedQuery("select count(*)::int, count(*) filter (where state <> 'waiting')::int,"
                        + " count(*) filter (where state = 'found')::int from discovery_target where discovery_id = $1")
                .execute(Tuple.of(discoveryId))
                .map(rows -> rows.iterator().next())
                .map(row -> new int[] {row.getInteger(0), row.getInteger(1), row.getInteger(2)});
    }

    Uni<Optional<UUID>> operationOf(UUID discoveryId) {
        return pool.preparedQuery("select operation_id from discovery where id = $1")
                .execute(Tuple.of(discoveryId))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getUUID(0)));
    }

    Uni<List<Row>> shown(UUID discoveryId) {
        return pool.preparedQuery(
                        "select * from discovery_target where discovery_id = $1 and (state not in ('waiting', 'no_answer')"
                                + " or (select count(*) from discovery_target where discovery_id = $1) <= $2) order by place limit $3")
                .execute(Tuple.of(discoveryId, SHOWN_WHOLE, SHOWN))
                .map(rows -> list(rows, row -> row));
    }

    private static <T> List<T> list(Iterable<Row> rows, java.util.function.Function<Row, T> mapper) {
        var list = new ArrayList<T>();
        rows.forEach(row -> list.add(mapper.apply(row)));
        return list;
    }
}
