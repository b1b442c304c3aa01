package io.palebluedot.inventory.series;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Lines that the time series database refuses for good. */
@ApplicationScoped
class DeadLines {

    private static final int MAX_REASON = 500;

    private final Pool pool;

    DeadLines(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> bury(String line, String reason) {
        return pool.preparedQuery("insert into series_dead_letter (line, reason) values ($1, $2)")
                .execute(Tuple.of(line, reason.substring(0, Math.min(reason.length(), MAX_REASON))))
                .replaceWithVoid();
    }
}
