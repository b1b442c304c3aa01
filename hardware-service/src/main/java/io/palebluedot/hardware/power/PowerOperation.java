package io.palebluedot.hardware.power;

import io.palebluedot.hardware.driver.PowerState;
import io.palebluedot.hardware.operation.NewOperation;
import io.palebluedot.hardware.operation.OperationHandler;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.Outcome;
import io.palebluedot.hardware.operation.Run;
import io.palebluedot.hardware.server.Server;
import io.palebluedot.hardware.server.ServerFacts;
import io.palebluedot.hardware.server.ServerRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Switches a server and reads the wanted state back. */
@ApplicationScoped
public class PowerOperation implements OperationHandler {

    private final ServerRepository servers;
    private final ServerFacts facts;
    private final PowerChange power;

    PowerOperation(ServerRepository servers, ServerFacts facts, PowerChange power) {
        this.servers = servers;
        this.facts = facts;
        this.power = power;
    }

    public static NewOperation wish(UUID serverId, String action, String requestedBy, String key) {
        var parameters = Map.<String, Object>of("action", PowerAction.of(action).word());
        return NewOperation.of(OperationKind.POWER, serverId, parameters, requestedBy, key);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.POWER;
    }

    @Override
    public Uni<Outcome> run(Run run) {
        var action = PowerAction.of(String.valueOf(run.text("action")));
        return servers.get(run.serverId())
                .chain(server -> power.perform(run, server.bmc(), action).map(changed -> done(server, changed)));
    }

    private Outcome done(Server server, PowerChange.Changed changed) {
        var state = changed.state();
        return new Outcome.Done(
                changed.result(),
                tx -> state == null || state == PowerState.UNKNOWN
                        ? Uni.createFrom().voidItem()
                        : facts.powerSeen(tx, server.id(), state.word()));
    }
}
