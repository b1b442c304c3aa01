package io.palebluedot.inventory.deadline;

import io.palebluedot.inventory.InventoryConfig;
import io.palebluedot.inventory.hardware.HardwareClient;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Has the parts of servers read, which a discovery leaves out, and reads them again from time to time: a few servers at each sweep, the longest
 * unread first, so that an enrolment of thousands is not slowed down. Several replicas share the work.
 */
@ApplicationScoped
class PartsReader {

    private static final Logger LOG = Logger.getLogger(PartsReader.class);
    private static final String DUE = "update server set parts_asked_at = now() where id in (select id from server"
            + " where bmc_protocol = 'redfish' and state in ('available', 'active') and bmc_reachable is not false"
            + " and inspected_at < now() - $1 * interval '1 ms' and (parts_asked_at is null or parts_asked_at < now() -"
            + " $2 * interval '1 ms') order by parts_asked_at nulls first, inspected_at limit $3 for update skip locked)"
            + " returning id";

    private final Pool pool;
    private final HardwareClient hardware;
    private final InventoryConfig.Parts config;

    PartsReader(Pool pool, HardwareClient hardware, InventoryConfig config) {
        this.pool = pool;
        this.hardware = hardware;
        this.config = config.parts();
    }

    @Scheduled(
            every = "${pbd.inventory.sweep-every:10s}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return pool.preparedQuery(DUE)
                .execute(Tuple.of(config.settle().toMillis(), config.every().toMillis(), config.perSweep()))
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(row -> inspect(row.getUUID("id")))
                .collect()
                .last();
    }

    private Uni<Void> inspect(UUID id) {
        return hardware.inspect(id)
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.infof("parts not asked for serverId=%s: %s", id, e.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
