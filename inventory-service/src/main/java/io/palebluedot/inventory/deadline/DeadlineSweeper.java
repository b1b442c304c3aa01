package io.palebluedot.inventory.deadline;

import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.inventory.InventoryConfig;
import io.palebluedot.inventory.hardware.HardwareClient;
import io.palebluedot.inventory.machine.Care;
import io.palebluedot.inventory.machine.Machine;
import io.palebluedot.inventory.machine.MachineService;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Looks for what is overdue. A server that waits for its inspection is inspected again some times first. */
@ApplicationScoped
class DeadlineSweeper {

    private static final Logger LOG = Logger.getLogger(DeadlineSweeper.class);
    private static final String ACTOR = "inventory-service";
    private static final String OVERDUE = "select id from server where deadline < now() union"
            + " select server_id from gpu where deadline < now() limit 200";

    private final Pool pool;
    private final MachineService machines;
    private final HardwareClient hardware;
    private final MeterRegistry registry;
    private final int retries;

    DeadlineSweeper(
            Pool pool,
            MachineService machines,
            HardwareClient hardware,
            InventoryConfig config,
            MeterRegistry registry) {
        this.pool = pool;
        this.machines = machines;
        this.hardware = hardware;
        this.registry = registry;
        this.retries = config.inspectionRetries();
    }

    @Scheduled(
            every = "${pbd.inventory.sweep-every:10s}",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return pool.query(OVERDUE)
                .execute()
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(row -> one(row.getUUID("id")))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> one(UUID id) {
        var again = new AtomicBoolean();
        return pool.withTransaction(tx -> machines.change(tx, id, ACTOR, machine -> again.set(decide(machine))))
                .call(() -> again.get() ? inspect(id) : Uni.createFrom().voidItem())
                .invoke(() -> registry.counter("pbd.deadlines.passed").increment())
                .onFailure()
                .invoke(e -> LOG.warnf("overdue server not moved serverId=%s: %s", id, e.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** True when the server is to be inspected once more. */
    private boolean decide(Machine machine) {
        if (Care.mayTryAgain(machine, retries)) {
            Care.tryAgain(machine);
            return true;
        }
        Care.expire(machine);
        return false;
    }

    private Uni<Void> inspect(UUID id) {
        return hardware.inspect(id)
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.infof("inspection not begun serverId=%s: %s", id, e.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
