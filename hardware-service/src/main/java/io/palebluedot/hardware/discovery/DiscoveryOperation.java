package io.palebluedot.hardware.discovery;

import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.events.ServerEvent.ServerDiscovered;
import io.palebluedot.events.outbox.Outbox;
import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.credential.CredentialService;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.inspection.Contact.Met;
import io.palebluedot.hardware.inspection.ExporterAddresses;
import io.palebluedot.hardware.inspection.Whereabouts;
import io.palebluedot.hardware.operation.OperationHandler;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.Outcome;
import io.palebluedot.hardware.operation.Run;
import io.palebluedot.hardware.server.ServerFacts;
import io.palebluedot.hardware.server.ServerRepository;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Looks at all addresses of a discovery, many at once. Each address is ended in the transaction that writes what was found there, so
 * that a run after a crash goes on with those that are left.
 */
@ApplicationScoped
public class DiscoveryOperation implements OperationHandler {

    private static final int BATCH = 2_000;

    private final DiscoveryRepository discoveries;
    private final CredentialService credentials;
    private final Probe probe;
    private final ExporterAddresses exporters;
    private final ServerFacts facts;
    private final ServerRepository servers;
    private final Outbox outbox;
    private final Pool pool;
    private final EventLoops loops;
    private final int concurrency;

    DiscoveryOperation(
            DiscoveryRepository discoveries,
            CredentialService credentials,
            Probe probe,
            ExporterAddresses exporters,
            ServerFacts facts,
            ServerRepository servers,
            Outbox outbox,
            Pool pool,
            EventLoops loops,
            HardwareConfig config) {
        this.discoveries = discoveries;
        this.credentials = credentials;
        this.probe = probe;
        this.exporters = exporters;
        this.facts = facts;
        this.servers = servers;
        this.outbox = outbox;
        this.pool = pool;
        this.loops = loops;
        this.concurrency = config.discovery().concurrency();
    }

    @Override
    public OperationKind kind() {
        return OperationKind.DISCOVERY;
    }

    @Override
    public Uni<Outcome> run(Run run) {
        return discoveries
                .plan(run.operation().id())
                .chain(plan -> logins(run)
                        .chain(logins -> work(run, plan, logins))
                        .chain(() -> discoveries.counts(plan.id()))
                        .map(counts ->
                                Outcome.done(Map.of("total", counts[0], "probed", counts[1], "found", counts[2]))));
    }

    private Uni<List<Login>> logins(Run run) {
        String named = run.text("credentials_ref");
        return named == null
                ? run.secret().map(Logins::read)
                : credentials.login(named).map(List::of);
    }

    private Uni<Void> work(Run run, DiscoveryRepository.Plan plan, List<Login> logins) {
        return discoveries
                .waiting(plan.id(), BATCH)
                .onItem()
                .transformToUni(batch -> batch.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : batch(run, plan, logins, batch).chain(() -> work(run, plan, logins)));
    }

    private Uni<Void> batch(Run run, DiscoveryRepository.Plan plan, List<Login> logins, List<Target> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUni(target -> loops.on(() -> look(plan, logins, target)))
                .merge(concurrency)
                .collect()
                .last()
                .chain(() -> discoveries.counts(plan.id()))
                .chain(counts -> run.progress(counts[1] * 99 / Math.max(1, counts[0])));
    }

    private Uni<Void> look(DiscoveryRepository.Plan plan, List<Login> logins, Target target) {
        return probe.look(Whereabouts.of(target.address(), plan.ports()), plan.protocols(), logins)
                .chain(result -> end(plan, target, result));
    }

    private Uni<Void> end(DiscoveryRepository.Plan plan, Target target, Object result) {
        if (!(result instanceof Met found)) {
            return discoveries.end(target, (Target.Result) result);
        }
        var tree = exporters.complete(found.tree(), plan.dcgmPort(), plan.nodePort());
        return pool.withTransaction(
                tx -> facts.identify(tx, tree).chain(id -> enter(tx, plan, target, found, tree, id)));
    }

    private Uni<Void> enter(
            SqlConnection tx, DiscoveryRepository.Plan plan, Target target, Met found, HardwareTree tree, UUID id) {
        return servers.find(tx, id).chain(known -> {
            var stays = known.flatMap(server -> Acquaintance.stays(server, found));
            var findings = new ArrayList<>(tree.findings());
            stays.ifPresent(findings::add);
            var ended = discoveries.end(tx, target, new Target.Result("found", id, tree.protocol(), null, findings));
            var bmc = known.map(server -> Acquaintance.merged(server.bmc(), found))
                    .orElse(found.bmc());
            return stays.isPresent()
                    ? ended
                    : facts.write(tx, id, bmc, tree)
                            .chain(() -> outbox.add(
                                    tx,
                                    id.toString(),
                                    new ServerDiscovered(tree, plan.id().toString())))
                            .chain(() -> ended);
        });
    }
}
