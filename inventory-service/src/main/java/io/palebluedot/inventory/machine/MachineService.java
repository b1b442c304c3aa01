package io.palebluedot.inventory.machine;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** One change of one machine: loaded under its lock, changed, and written with history and events in the caller's transaction. */
@ApplicationScoped
public class MachineService {

    private static final Logger LOG = Logger.getLogger(MachineService.class);

    private final MachineRepository repository;
    private final MeterRegistry registry;

    MachineService(MachineRepository repository, MeterRegistry registry) {
        this.repository = repository;
        this.registry = registry;
    }

    /**
     * Changes a server and its GPUs.
     *
     * @param actor user id or service name, for the history
     * @return the machine after it; null when there is no such server
     */
    public Uni<Machine> change(SqlConnection tx, UUID serverId, String actor, Consumer<Machine> change) {
        return repository.load(tx, serverId, actor).chain(machine -> {
            if (machine == null) {
                LOG.warnf("fact about a server that is not known serverId=%s", serverId);
                return Uni.createFrom().nullItem();
            }
            change.accept(machine);
            return save(tx, machine).replaceWith(machine);
        });
    }

    /** Writes a machine that the caller loaded or made. */
    public Uni<Void> save(SqlConnection tx, Machine machine) {
        return repository.save(tx, machine).invoke(() -> machine.moves().forEach(this::seen));
    }

    private void seen(Move move) {
        switch (move) {
            case Move.OfServer m -> {
                LOG.infof("server moved serverId=%s from=%s to=%s cause=%s", m.objectId(), m.from(), m.to(), m.cause());
                registry.counter("pbd.server.moves", "to", m.to().word()).increment();
            }
            case Move.OfGpu m -> {
                LOG.debugf("gpu moved gpuId=%s from=%s to=%s cause=%s", m.objectId(), m.from(), m.to(), m.cause());
                registry.counter("pbd.gpu.moves", "to", m.to().word()).increment();
            }
        }
    }
}
