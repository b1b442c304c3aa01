package io.palebluedot.gateway.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Follows the chain from its first row on, a stretch at a time, and tells the metric {@code pbd_audit_chain_intact}. */
@ApplicationScoped
public class AuditCheck {

    private static final Logger LOG = Logger.getLogger(AuditCheck.class);
    private static final int STRETCH = 1_000;

    private final AuditRepository repository;
    private final AtomicInteger intact;

    /**
     * How far the chain holds.
     *
     * @param rows verified rows
     * @param brokenAt position of the first row that does not fit; 0 when all do
     */
    record Verdict(long rows, long position, String hash, long brokenAt) {

        private static final Verdict START = new Verdict(0, 0, AuditRow.GENESIS, 0);

        boolean intact() {
            return brokenAt == 0;
        }

        private Verdict then(AuditRow row) {
            boolean fits = intact()
                    && row.position() == position + 1
                    && row.prevHash().equals(hash)
                    && row.hash().equals(AuditRow.hash(row.position(), row.prevHash(), row.entry()));
            return fits
                    ? new Verdict(rows + 1, row.position(), row.hash(), 0)
                    : new Verdict(rows, position, hash, intact() ? row.position() : brokenAt);
        }
    }

    AuditCheck(AuditRepository repository, MeterRegistry metrics) {
        this.repository = repository;
        this.intact = metrics.gauge("pbd_audit_chain_intact", new AtomicInteger(1));
    }

    /** Verifies the whole chain. */
    Uni<Verdict> verify() {
        return verify(Verdict.START);
    }

    private Uni<Verdict> verify(Verdict soFar) {
        return repository.after(soFar.position(), STRETCH).chain(rows -> {
            var verdict = follow(soFar, rows);
            return rows.size() < STRETCH || !verdict.intact() ? Uni.createFrom().item(verdict) : verify(verdict);
        });
    }

    private static Verdict follow(Verdict soFar, List<AuditRow> rows) {
        var verdict = soFar;
        for (AuditRow row : rows) {
            verdict = verdict.then(row);
        }
        return verdict;
    }

    @Scheduled(every = "6h", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> watch() {
        return verify().invoke(this::tell).onFailure().recoverWithNull().replaceWithVoid();
    }

    private void tell(Verdict verdict) {
        intact.set(verdict.intact() ? 1 : 0);
        if (!verdict.intact()) {
            LOG.errorf("the audit chain is broken at position %d", verdict.brokenAt());
        }
    }
}
