package io.palebluedot.hardware.inspection;

import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.events.ServerEvent.ServerDiscovered;
import io.palebluedot.events.outbox.Outbox;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.inspection.Contact.Met;
import io.palebluedot.hardware.operation.OperationFailure;
import io.palebluedot.hardware.operation.OperationHandler;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.Outcome;
import io.palebluedot.hardware.operation.Run;
import io.palebluedot.hardware.server.ServerFacts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Logs in at a BMC, reads its tree, and only then makes it the BMC of the server. */
@ApplicationScoped
public class RegisterOperation implements OperationHandler {

    private final ServerFacts facts;
    private final Contact contact;
    private final Drivers drivers;
    private final ExporterAddresses exporters;
    private final Outbox outbox;

    RegisterOperation(ServerFacts facts, Contact contact, Drivers drivers, ExporterAddresses exporters, Outbox outbox) {
        this.facts = facts;
        this.contact = contact;
        this.drivers = drivers;
        this.exporters = exporters;
        this.outbox = outbox;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.REGISTER;
    }

    @Override
    public Uni<Outcome> run(Run run) {
        var place = Whereabouts.of(String.valueOf(run.text("address")), run.numbers("ports"));
        return run.secret()
                .map(password -> new Login(String.valueOf(run.text("username")), password))
                .chain(login -> contact.greet(place, run.texts("protocols"), run::note)
                        .chain(greeted -> logIn(greeted.first().with(login))
                                .chain(bmc -> contact.meet(place, bmc, greeted.others(), run::note))))
                .map(met -> done(UUID.fromString(run.serverId()), met));
    }

    private Uni<Bmc> logIn(Bmc bmc) {
        var driver = drivers.of(bmc.protocols().getFirst()).orElseThrow();
        return driver.logIn(bmc).replaceWith(bmc);
    }

    private Outcome done(UUID serverId, Met met) {
        var tree = exporters.complete(met.tree(), ExporterAddresses.DCGM_PORT, ExporterAddresses.NODE_PORT);
        return new Outcome.Done(
                InspectOperation.summary(tree),
                tx -> facts.identify(tx, tree).chain(known -> enter(tx, serverId, known, met.bmc(), tree)));
    }

    private Uni<Void> enter(SqlConnection tx, UUID serverId, UUID known, Bmc bmc, HardwareTree tree) {
        return tx.preparedQuery("select 1 from server where server_id = $1 and server_id <> $2")
                .execute(io.vertx.mutiny.sqlclient.Tuple.of(known, serverId))
                .chain(others -> {
                    if (others.size() > 0) {
                        throw new OperationFailure("ALREADY_EXISTS", "the machine is server " + known + " already");
                    }
                    return facts.write(tx, serverId, bmc, tree);
                })
                .chain(() -> outbox.add(tx, serverId.toString(), new ServerDiscovered(tree, null)));
    }
}
