package io.palebluedot.allocation.fleet;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;

/** Counts over the fleet tables. */
@ApplicationScoped
public class CapacityRepository {

    private static final String SELECTED = """
            with selected as (
                select g.*, coalesce(g.model, '') as gpu_model, coalesce(g.rack, s.rack, '') as gpu_rack,
                       case when g.held_by is not null and g.state = 'available' then 'reserved' else g.state end as shown,
                       (g.held_by is null and g.told_allocatable and g.confirmed and s.closed_at is null and not s.maintenance
                           and (s.state = 'active' or (s.state = 'available' and s.deploying_for is null))) is true as free
                  from gpu g join server s on s.id = g.server_id
                 where ($1 = '' or g.model = $1) and ($2 = '' or coalesce(g.rack, s.rack) = $2)
                   and g.state not in ('removed', 'rma')
            )
            """;
    private static final String COUNTS = SELECTED
            + "select gpu_model, gpu_rack, shown, count(*)::int as gpus from selected group by 1, 2, 3 order by 1, 2, 3";
    private static final String ROOM = SELECTED + """
            , by_server as (
                select server_id, gpu_model, count(*) filter (where free) as free, bool_and(free) as whole from selected group by 1, 2
            ), whole_servers as (
                select server_id from selected group by 1 having bool_and(free)
            )
            select (select count(*)::int from selected) as total,
                   (select count(*)::int from selected where free) as free,
                   (select coalesce(max(free), 0)::int from by_server) as single,
                   (select coalesce(max(n), 0)::int from (select sum(free) as n from by_server group by gpu_model) m) as gang,
                   (select count(*)::int from whole_servers) as whole
            """;

    private final Pool pool;

    CapacityRepository(Pool pool) {
        this.pool = pool;
    }

    /** Capacity of one model and one rack; empty words mean all. */
    public Uni<Capacity> capacity(String model, String rack) {
        var filter = Tuple.of(model, rack);
        return pool.preparedQuery(COUNTS)
                .execute(filter)
                .chain(counts -> pool.preparedQuery(ROOM)
                        .execute(filter)
                        .map(room -> capacity(counts, room.iterator().next())));
    }

    private static Capacity capacity(RowSet<Row> rows, Row room) {
        var counts = new ArrayList<Capacity.Count>();
        rows.forEach(row -> counts.add(new Capacity.Count(
                row.getString("gpu_model"),
                row.getString("gpu_rack"),
                row.getString("shown"),
                row.getInteger("gpus"))));
        return new Capacity(
                room.getInteger("total"),
                room.getInteger("free"),
                counts,
                room.getInteger("single"),
                room.getInteger("gang"),
                room.getInteger("whole"));
    }
}
