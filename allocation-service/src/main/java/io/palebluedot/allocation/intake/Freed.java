package io.palebluedot.allocation.intake;

import io.palebluedot.allocation.AllocationConfig;
import io.palebluedot.allocation.claim.WaitingClaims;
import io.palebluedot.allocation.fleet.FleetRepository;
import io.palebluedot.allocation.progress.FaultService;
import io.palebluedot.events.GpuEvent.GpuStatusChanged;
import io.palebluedot.events.PbdEvent;
import io.palebluedot.events.ServerEvent.ServerStateChanged;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Something may have become free: degraded allocations look for a spare first, then waiting requests are tried. */
@ApplicationScoped
class Freed {

    private static final Logger LOG = Logger.getLogger(Freed.class);

    private final FleetRepository fleet;
    private final FaultService faults;
    private final WaitingClaims waiting;
    private final AllocationConfig config;

    Freed(FleetRepository fleet, FaultService faults, WaitingClaims waiting, AllocationConfig config) {
        this.fleet = fleet;
        this.faults = faults;
        this.waiting = waiting;
        this.config = config;
    }

    void maybe(List<PbdEvent> events) {
        if (events.stream().anyMatch(Freed::frees)) {
            now();
        }
    }

    /** Starts a pass and does not wait for it. */
    void now() {
        pass().subscribe().with(ignored -> {}, e -> LOG.warnf("waiting requests not tried: %s", e.toString()));
    }

    /** Also catches what no event told: a fallen deadline, a quota that was raised, another replica's release. */
    @Scheduled(every = "${pbd.allocation.retry:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> regularly() {
        return fleet.stopWaiting(config.confirmationDeadline())
                .invoke(rows -> {
                    if (rows > 0) {
                        LOG.warnf("inventory did not confirm in time, taking its last word rows=%d", rows);
                    }
                })
                .chain(this::pass);
    }

    private Uni<Void> pass() {
        return fleet.degraded().chain(faults::settle).chain(waiting::tryAgain);
    }

    private static boolean frees(PbdEvent event) {
        return switch (event.data()) {
            case GpuStatusChanged gpu -> gpu.allocatable();
            case ServerStateChanged server ->
                server.to().equals("available") || server.to().equals("active");
            default -> false;
        };
    }
}
