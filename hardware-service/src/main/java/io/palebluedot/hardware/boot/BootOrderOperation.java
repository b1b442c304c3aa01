package io.palebluedot.hardware.boot;

import io.palebluedot.hardware.driver.BootOrder;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.operation.NewOperation;
import io.palebluedot.hardware.operation.OperationHandler;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.Outcome;
import io.palebluedot.hardware.operation.Run;
import io.palebluedot.hardware.server.ServerRepository;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Sets the order in which a server tries what it can boot from; the driver reads it back. */
@ApplicationScoped
public class BootOrderOperation implements OperationHandler {

    private static final int MOST = 100;

    private final ServerRepository servers;
    private final Drivers drivers;

    BootOrderOperation(ServerRepository servers, Drivers drivers) {
        this.servers = servers;
        this.drivers = drivers;
    }

    public static NewOperation wish(UUID serverId, List<String> order, String requestedBy, String key) {
        if (order.isEmpty() || order.size() > MOST || Set.copyOf(order).size() != order.size()) {
            throw Failures.invalid("order", "must be 1 to " + MOST + " different boot options");
        }
        return NewOperation.of(
                OperationKind.BOOT_ORDER, serverId, Map.of("order", List.copyOf(order)), requestedBy, key);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.BOOT_ORDER;
    }

    @Override
    public Uni<Outcome> run(Run run) {
        List<String> order = run.texts("order");
        return servers.get(run.serverId())
                .map(io.palebluedot.hardware.server.Server::bmc)
                .chain(bmc -> drivers.call(bmc, BootOrder.class, b -> b.setOrder(bmc, order), run::note)
                        .chain(() -> drivers.call(bmc, BootOrder.class, b -> b.readOrder(bmc), run::note)))
                .map(now -> Outcome.done(Map.of(
                        "order", order, "applied_on_reset", !now.pending().isEmpty())));
    }
}
