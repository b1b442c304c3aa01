package io.palebluedot.inventory.machine;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves as history rows. */
final class HistoryRows {

    static final String INSERT =
            "insert into history (kind, object_id, from_state, to_state, cause, held_ms, actor, at)"
                    + " select kind, object_id, from_state, to_state, cause, held_ms, $7, $8"
                    + " from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[])"
                    + " as m (kind, object_id, from_state, to_state, cause, held_ms)";

    private HistoryRows() {}

    static Tuple write(List<Move> moves, String actor, Instant at) {
        int size = moves.size();
        var kinds = new String[size];
        var ids = new UUID[size];
        var from = new String[size];
        var to = new String[size];
        @Nullable String[] causes = new String[size];
        var held = new Long[size];
        for (int i = 0; i < size; i++) {
            var move = moves.get(i);
            ids[i] = move.objectId();
            causes[i] = move.cause();
            held[i] = move.heldMs();
            switch (move) {
                case Move.OfServer m -> {
                    kinds[i] = "server";
                    from[i] = m.from() == null ? "" : m.from().word();
                    to[i] = m.to().word();
                }
                case Move.OfGpu m -> {
                    kinds[i] = "gpu";
                    from[i] = m.from() == null ? "" : m.from().word();
                    to[i] = m.to().word();
                }
            }
        }
        return Tuple.tuple()
                .addArrayOfString(kinds)
                .addArrayOfUUID(ids)
                .addArrayOfString(from)
                .addArrayOfString(to)
                .addArrayOfString(causes)
                .addArrayOfLong(held)
                .addString(actor)
                .addOffsetDateTime(OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
    }
}
