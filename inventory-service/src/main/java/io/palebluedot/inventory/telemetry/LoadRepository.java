package io.palebluedot.inventory.telemetry;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Whether GPUs are under load. Written when it changes; idle only after a while, so that short pauses do not count. */
@ApplicationScoped
class LoadRepository {

    private static final Duration IDLE_AFTER = Duration.ofSeconds(60);
    private static final String UPDATE =
            "with l as (select g.id, b.busy from gpu g join unnest($1::uuid[], $2::boolean[])"
                    + " as b (id, busy) on b.id = g.id where g.busy <> b.busy order by g.id for update of g)"
                    + " update gpu set busy = l.busy from l where gpu.id = l.id";

    private final Pool pool;
    private final Map<UUID, Instant> lastBusy = new ConcurrentHashMap<>();

    LoadRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> write(Observed observed, Instant now) {
        var changes = new HashMap<UUID, Boolean>();
        observed.load.forEach((id, loaded) -> {
            boolean busy = busy(id, loaded, now);
            var known = observed.gpus.get(id);
            if (known != null && known.busy() != busy) {
                changes.put(id, busy);
            }
        });
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = changes.keySet().toArray(UUID[]::new);
        var busy = new Boolean[ids.length];
        for (int i = 0; i < ids.length; i++) {
            busy[i] = Boolean.TRUE.equals(changes.get(ids[i]));
        }
        return pool.preparedQuery(UPDATE)
                .execute(Tuple.tuple().addArrayOfUUID(ids).addArrayOfBoolean(busy))
                .replaceWithVoid();
    }

    private boolean busy(UUID id, boolean loaded, Instant now) {
        if (loaded) {
            lastBusy.put(id, now);
            return true;
        }
        var last = lastBusy.get(id);
        if (last == null) {
            return false;
        }
        boolean still = last.plus(IDLE_AFTER).isAfter(now);
        if (!still) {
            lastBusy.remove(id);
        }
        return still;
    }
}
