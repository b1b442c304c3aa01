package io.palebluedot.hardware.discovery;

import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.events.ServerEvent.ServerDiscovered;
import io.palebluedot.events.outbox.Outbox;
import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.credential.CredentialService;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.inspection.ExporterAddresses;
import io.palebluedot.hardware.operation.OperationHandler;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.Outcome;
import io.palebluedot.hardware.operation.Run;
import io.palebluedot.hardware.server.ServerFacts;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
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
            Outbox outbox,
            Pool pool,
            EventLoops loops,
            HardwareConfig config) {
        this.discoveries = discoveries;
        this.credentials = credentials;
        this.probe = probe;
        this.exporters = exporters;
        this.facts = facts;
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
                .transformToUni(target -> loops.on(() -> probe.look(target.address(), plan.protocols(), logins)
                        .chain(result -> end(plan, target, result))))
                .merge(concurrency)
                .collect()
                .last()
                .chain(() -> discoveries.counts(plan.id()))
                .chain(counts -> run.progress(counts[1] * 99 / Math.max(1, counts[0])));
    }

    private Uni<Void> end(DiscoveryRepository.Plan plan, Target target, Object result) {
        if (!(result instanceof Probe.Found found)) {
            return discoveries.end(target, (Target.Result) result);
        }
        var tree = exporters.complete(found.tree(), plan.dcgmPort(), plan.nodePort());
        return pool.withTransaction(
                tx -> facts.identify(tx, tree).chain(id -> enter(tx, plan, target, found, tree, id)));
    }

    private Uni<Void> enter(
            SqlConnection tx,
            DiscoveryRepository.Plan plan,
            Target target,
            Probe.Found found,
            HardwareTree tree,
            UUID id) {
        return elsewhere(tx, id, found).chain(other -> {
            var findings = new ArrayList<>(found.findings());
            if (other != null) {
                findings.add("the same machine as at " + other);
            }
            var result = new Target.Result("found", id, tree.protocol(), null, findings);
            var ended = discoveries.end(tx, target, result);
            return other != null
                    ? ended
                    : facts.write(tx, id, found.bmc(), tree)
                            .chain(() -> outbox.add(
                                    tx,
                                    id.toString(),
                                    new ServerDiscovered(tree, plan.id().toString())))
                            .chain(() -> ended);
        });
    }

    /** Another address of the same machine at which it answers, or null. */
    private static Uni<String> elsewhere(SqlConnection tx, UUID id, Probe.Found found) {
        return tx.preparedQuery("select address from server where server_id = $1 and reachable and address <> $2")
                .execute(Tuple.of(id, found.bmc().address().toString()))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString(0));
    }
}
