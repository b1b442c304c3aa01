package io.palebluedot.allocation.claim;

import io.palebluedot.allocation.AllocationConfig;
import io.palebluedot.allocation.fleet.FleetView;
import io.palebluedot.allocation.planner.Decision;
import io.palebluedot.allocation.planner.Explanation;
import io.palebluedot.allocation.planner.Fleet;
import io.palebluedot.allocation.planner.Gpu;
import io.palebluedot.allocation.planner.Planner;
import io.palebluedot.allocation.planner.Request;
import io.palebluedot.rpc.FailureException;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * One round of the claim queue: look up the tenants, bring the picture up to date, plan every claim of the batch in order, write what was decided in
 * one statement. When that is refused because of one bad member, the members are tried one by one.
 */
@ApplicationScoped
class ClaimRounds {

    private static final Logger LOG = Logger.getLogger(ClaimRounds.class);
    private static final String STALE = "PB001";
    private static final String QUOTA = "PB002";
    private static final Set<String> AGAIN = Set.of(STALE, "23505", "40P01", "40001");
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final TenantDirectory directory;
    private final FleetView view;
    private final ClaimWriter writer;
    private final ClaimMetrics metrics;
    private final AllocationConfig config;
    private final Clock clock = Clock.systemUTC();

    ClaimRounds(
            TenantDirectory directory,
            FleetView view,
            ClaimWriter writer,
            ClaimMetrics metrics,
            AllocationConfig config) {
        this.directory = directory;
        this.view = view;
        this.writer = writer;
        this.metrics = metrics;
        this.config = config;
    }

    private record Decided(Pending pending, Draft draft) {}

    private record Known(
            Fleet fleet, Map<Tenant.Key, Tenant> tenants, QuotaBook quotas, Map<Request, Decision.Refused> refusals) {

        /** What was refused once is refused until the picture changes: a full fleet must not make refusals slow. */
        Decision plan(Request request) {
            var known = refusals.get(request);
            if (known != null) {
                return known;
            }
            var decision = Planner.plan(fleet, request);
            if (decision instanceof Decision.Refused refused) {
                refusals.put(request, refused);
            }
            return decision;
        }
    }

    /** Answers every member of the batch; the result says only that the round is over. */
    Uni<Void> run(List<Pending> batch) {
        return attempt(batch, 1)
                .onFailure()
                .invoke(e -> batch.forEach(p -> p.failed(e)))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> attempt(List<Pending> batch, int attempt) {
        return known(batch)
                .onFailure(ClaimRounds::connectionBroken)
                .retry()
                .withBackOff(FIRST_PAUSE)
                .atMost(ATTEMPTS)
                .chain(known -> {
                    var decided = plan(batch, known);
                    return decided.isEmpty() ? Uni.createFrom().voidItem() : write(known, decided, attempt);
                });
    }

    private Uni<Known> known(List<Pending> batch) {
        var keys = batch.stream().map(Pending::key).collect(Collectors.toCollection(LinkedHashSet::new));
        var tenants = directory.resolve(keys);
        return Uni.combine()
                .all()
                .unis(tenants, view.refresh())
                .asTuple()
                .chain(both -> directory
                        .quotas(both.getItem1().values())
                        .map(quotas -> new Known(both.getItem2(), both.getItem1(), quotas, new HashMap<>())));
    }

    private List<Decided> plan(List<Pending> batch, Known known) {
        var decided = new ArrayList<Decided>(batch.size());
        var now = clock.instant();
        for (Pending pending : batch) {
            try {
                var draft = decide(pending.claim(), known, now);
                if (pending.claim().mode() == Claim.Mode.DRY_RUN) {
                    pending.done(draft.allocation());
                } else {
                    known.fleet().hold(pending.claim().id().toString(), draft.gpus());
                    known.quotas()
                            .add(
                                    draft.projectId(),
                                    draft.gpus(),
                                    now,
                                    pending.claim().terms().endFrom(now));
                    decided.add(new Decided(pending, draft));
                }
            } catch (FailureException refused) {
                pending.failed(refused);
            }
        }
        metrics.batch(batch.size(), Duration.between(now, clock.instant()));
        return decided;
    }

    private Draft decide(Claim claim, Known known, Instant now) {
        var tenant = known.tenants().get(new Tenant.Key(claim.user(), claim.project()));
        var project = ClaimRules.project(claim, tenant);
        var payer = Objects.requireNonNull(tenant);
        if (claim.notYet(now)) {
            return draft(
                    claim,
                    payer,
                    project,
                    List.of(),
                    Explanation.because(
                            "start",
                            "NOT_YET",
                            "it waits for its start at " + claim.terms().start()),
                    now);
        }
        return switch (known.plan(claim.request())) {
            case Decision.Placed placed -> {
                var exceeded = known.quotas()
                        .exceededBy(project, placed.gpus(), now, claim.terms().endFrom(now));
                if (exceeded != null) {
                    throw ClaimRules.quota(exceeded);
                }
                yield draft(claim, payer, project, placed.gpus(), placed.explanation(), now);
            }
            case Decision.Refused refused -> {
                if (claim.mode() != Claim.Mode.HOLD_OR_WAIT
                        || !refused.refusal().passes()) {
                    throw ClaimRules.refusal(claim, refused);
                }
                yield draft(claim, payer, project, List.of(), refused.explanation(), now);
            }
        };
    }

    private Draft draft(
            Claim claim, Tenant tenant, UUID project, List<Gpu> gpus, Explanation explanation, Instant now) {
        return Draft.of(claim, tenant, project, gpus, explanation, now, config.reservedDeadline());
    }

    private Uni<Void> write(Known known, List<Decided> decided, int attempt) {
        var drafts = decided.stream().map(Decided::draft).toList();
        return writer.write(drafts, known.quotas().projects())
                .invoke(() -> answer(decided))
                .onFailure()
                .recoverWithUni(failure -> {
                    drafts.forEach(d -> known.fleet().undo(d.claim().id().toString(), d.gpus()));
                    return recover(decided, failure, attempt);
                });
    }

    private static void answer(List<Decided> decided) {
        decided.forEach(d -> d.pending().done(d.draft().allocation()));
    }

    private Uni<Void> recover(List<Decided> decided, Throwable failure, int attempt) {
        LOG.debugf("batch of %d not written: %s", decided.size(), failure.toString());
        if (!(failure instanceof PgException refused) || connectionBroken(failure)) {
            return afterBrokenConnection(decided, failure, attempt);
        }
        if (decided.size() > 1) {
            return singly(decided.stream().map(Decided::pending).toList());
        }
        return retry(decided.getFirst().pending(), refused, attempt);
    }

    private Uni<Void> retry(Pending only, PgException refused, int attempt) {
        if (AGAIN.contains(refused.getSqlState()) && attempt < ATTEMPTS) {
            view.forget();
            return attempt(List.of(only), attempt + 1);
        }
        if (QUOTA.equals(refused.getSqlState())) {
            only.failed(ClaimRules.quota("the project's quota was used up by a request at the same time"));
        } else if (AGAIN.contains(refused.getSqlState())) {
            only.failed(Failures.unavailable("CONTENDED", "the fleet changes too fast", RETRY_AFTER));
        } else {
            only.failed(refused);
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> singly(List<Pending> members) {
        return Multi.createFrom()
                .iterable(members)
                .onItem()
                .transformToUniAndConcatenate(member -> run(List.of(member)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /**
     * The answer was lost. The statement is one transaction, so that all of it was written or nothing; what was not is tried again under the same
     * ids, and so cannot be written twice.
     */
    private Uni<Void> afterBrokenConnection(List<Decided> decided, Throwable failure, int attempt) {
        var drafts = decided.stream().map(Decided::draft).toList();
        return writer.written(drafts)
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE)
                .atMost(ATTEMPTS)
                .chain(written -> {
                    var open = new ArrayList<Pending>();
                    for (var each : decided) {
                        boolean done = written.contains(each.draft().claim().id())
                                && !each.draft().claim().retried();
                        if (done) {
                            each.pending().done(each.draft().allocation());
                        } else {
                            open.add(each.pending());
                        }
                    }
                    if (attempt >= ATTEMPTS) {
                        open.forEach(p -> p.failed(failure));
                    }
                    return open.isEmpty() || attempt >= ATTEMPTS
                            ? Uni.createFrom().voidItem()
                            : attempt(open, attempt + 1);
                });
    }

    /** SQLSTATE classes 08 and 57 are connection exceptions and operator intervention; what is no SQLSTATE at all came from the socket. */
    private static boolean connectionBroken(Throwable failure) {
        if (failure instanceof PgException refused) {
            String state = refused.getSqlState();
            return state != null && (state.startsWith("08") || state.startsWith("57"));
        }
        return !(failure instanceof FailureException);
    }
}
