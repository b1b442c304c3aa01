package io.palebluedot.hardware.network;

import io.palebluedot.events.Ids;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What switches told last, page by page. */
@ApplicationScoped
class SwitchLists {

    private static final Listing INTERFACES = Listing.of(
                    "i.*, o.name as optic, o.present, o.vendor, o.part_number, o.serial, o.temperature_celsius, o.lanes",
                    "switch_interface i left join switch_optic o on o.switch_id = i.switch_id and o.name = i.transceiver",
                    "i.name")
            .sort("name", "i.name", "text")
            .sort("oper_status", "coalesce(i.oper_status, '')", "text");
    private static final Listing NEIGHBOURS = Listing.of("n.*", "switch_neighbour n", "lpad(n.place::text, 9, '0')")
            .sort("port", "n.port", "text");
    private static final Listing LINKS = Listing.of(
                    "l.*, s.name as switch_name, i.speed",
                    "server_link l join switch s on s.id = l.switch_id"
                            + " left join switch_interface i on i.switch_id = l.switch_id and i.name = l.port",
                    "concat_ws(' ', l.switch_id, l.server_id, l.port)")
            .sort("switch", "s.name", "text")
            .sort("port", "l.port", "text");

    private final Pool pool;

    SwitchLists(Pool pool) {
        this.pool = pool;
    }

    Uni<Slice<Row>> interfaces(PageRequest page, UUID switchId, String operStatus) {
        return INTERFACES
                .query(page)
                .where("i.switch_id = ?", switchId)
                .whereIf(!operStatus.isEmpty(), "i.oper_status = upper(?)", operStatus)
                .fetch(pool, row -> row);
    }

    Uni<Slice<Row>> neighbours(PageRequest page, UUID switchId) {
        return NEIGHBOURS.query(page).where("n.switch_id = ?", switchId).fetch(pool, row -> row);
    }

    /** Of all switches when {@code switchId} is null. */
    Uni<Slice<Row>> links(PageRequest page, String serverId, @Nullable UUID switchId) {
        if (!serverId.isEmpty() && !Ids.isId(serverId)) {
            throw Failures.invalid("server_id", "must be a server's id");
        }
        var query = LINKS.query(page).whereIf(!serverId.isEmpty(), "l.server_id = cast(? as text)::uuid", serverId);
        return (switchId == null ? query : query.where("l.switch_id = ?", switchId)).fetch(pool, row -> row);
    }

    /** Fails with NOT_FOUND for an interface that a switch which told its interfaces does not have. */
    Uni<Void> mayHave(UUID switchId, String name) {
        return pool.preparedQuery("select count(*), count(*) filter (where name = $2) from switch_interface"
                        + " where switch_id = $1")
                .execute(Tuple.of(switchId, name))
                .invoke(rows -> {
                    var row = rows.iterator().next();
                    if (row.getLong(0) > 0 && row.getLong(1) == 0) {
                        throw Failures.notFound("Interface", name);
                    }
                })
                .replaceWithVoid();
    }
}
