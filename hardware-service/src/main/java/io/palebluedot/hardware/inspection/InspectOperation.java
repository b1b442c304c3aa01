package io.palebluedot.hardware.inspection;

import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.events.ServerEvent.ServerInspected;
import io.palebluedot.events.outbox.Outbox;
import io.palebluedot.hardware.driver.Depth;
import io.palebluedot.hardware.operation.OperationFailure;
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

/** Reads a known server again, with all of its parts, and tells the whole tree. */
@ApplicationScoped
public class InspectOperation implements OperationHandler {

    private final ServerRepository servers;
    private final ServerFacts facts;
    private final ServerReading reading;
    private final ExporterAddresses exporters;
    private final Outbox outbox;

    InspectOperation(
            ServerRepository servers,
            ServerFacts facts,
            ServerReading reading,
            ExporterAddresses exporters,
            Outbox outbox) {
        this.servers = servers;
        this.facts = facts;
        this.reading = reading;
        this.exporters = exporters;
        this.outbox = outbox;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.INSPECT;
    }

    @Override
    public Uni<Outcome> run(Run run) {
        return servers.get(run.serverId())
                .chain(server -> reading.read(server.bmc(), Depth.THOROUGH, run::note)
                        .map(tree -> exporters.complete(tree, ExporterAddresses.DCGM_PORT, ExporterAddresses.NODE_PORT))
                        .map(tree -> done(run, server, tree)));
    }

    private Outcome done(Run run, Server server, HardwareTree tree) {
        if (server.systemUuid() != null
                && tree.uuid() != null
                && !server.systemUuid().equals(tree.uuid())) {
            throw new OperationFailure(
                    "ANOTHER_MACHINE",
                    "another machine answers at " + server.bmc().address() + ": " + tree.uuid());
        }
        var event = new ServerInspected(tree, run.operation().id().toString());
        return new Outcome.Done(
                summary(tree),
                tx -> facts.write(tx, server.id(), server.bmc(), tree)
                        .chain(() -> outbox.add(tx, server.id().toString(), event)));
    }

    static Map<String, Object> summary(HardwareTree tree) {
        return Map.of(
                "manufacturer",
                String.valueOf(tree.manufacturer()),
                "model",
                String.valueOf(tree.model()),
                "serial",
                String.valueOf(tree.serial()),
                "gpus",
                tree.gpus().size(),
                "firmware",
                tree.firmware().size(),
                "components",
                tree.components().size(),
                "findings",
                tree.findings());
    }
}
