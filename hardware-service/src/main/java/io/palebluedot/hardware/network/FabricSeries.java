package io.palebluedot.hardware.network;

import com.google.protobuf.Timestamp;
import io.palebluedot.events.jetstream.TelemetryPublisher;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/**
 * Series of servers' links as their switches see them, summed over all switches of a server, since its links of one switch alone would look
 * like all of them. What a switch receives the server has transmitted.
 */
@ApplicationScoped
class FabricSeries {

    private static final String LINKS = """
            select l.server_id, s.reachable,
                count(*)::float8 as fabric_links,
                count(*) filter (where i.oper_status = 'UP')::float8 as fabric_links_up,
                sum((i.counters ->> 'in_octets')::float8) as fabric_transmit_bytes_total,
                sum((i.counters ->> 'out_octets')::float8) as fabric_receive_bytes_total,
                coalesce(sum((i.counters ->> 'in_errors')::float8) + sum((i.counters ->> 'out_errors')::float8),
                    sum((i.counters ->> 'in_errors')::float8), sum((i.counters ->> 'out_errors')::float8)) as fabric_errors_total,
                max(o.temperature_celsius) as fabric_optic_temperature_celsius_max,
                min((select min((lane ->> 'rx')::float8) from jsonb_array_elements(o.lanes) lane)) as fabric_optic_rx_dbm_min
            from server_link l
            join server s using (server_id)
            join switch_interface i on i.switch_id = l.switch_id and i.name = l.port
            left join switch_optic o on o.switch_id = i.switch_id and o.name = i.transceiver
            where l.server_id in (select server_id from server_link where switch_id = $1)
            group by l.server_id, s.reachable
            """;

    private final Pool pool;
    private final TelemetryPublisher publisher;

    FabricSeries(Pool pool, TelemetryPublisher publisher) {
        this.pool = pool;
        this.publisher = publisher;
    }

    /** Publishes what is known of all servers that hang on the switch, after it was read. */
    Uni<Void> tell(UUID switchId) {
        return pool.preparedQuery(LINKS)
                .execute(Tuple.of(switchId))
                .invoke(rows -> rows.forEach(row -> publisher.publish(batch(row))))
                .replaceWithVoid();
    }

    private static TelemetryBatch batch(Row row) {
        var now = Instant.now();
        var batch = TelemetryBatch.newBuilder()
                .setServerId(row.getUUID("server_id").toString())
                .setSource("gnmi")
                .setBmcReachable(row.getBoolean("reachable"))
                .setAt(Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()));
        for (int column = 0; column < row.size(); column++) {
            if (row.getValue(column) instanceof Double value) {
                batch.putValues(row.getColumnName(column), value);
            }
        }
        return batch.build();
    }
}
