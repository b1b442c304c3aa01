package io.palebluedot.allocation.fleet;

import io.palebluedot.allocation.planner.Fleet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The picture of the fleet in memory. Only the claim queue uses it, one task at a time; it may be behind the tables, never ahead of what this
 * process committed, and every transaction checks it.
 */
@ApplicationScoped
public class FleetView {

    private final FleetRepository repository;
    private Fleet fleet = new Fleet();
    private String mark = "0";

    FleetView(FleetRepository repository) {
        this.repository = repository;
    }

    /** The picture with everything that was committed before this call. */
    public Uni<Fleet> refresh() {
        return repository.changesSince(mark).map(this::apply);
    }

    /** Forgets the picture; the next refresh reads everything. */
    public void forget() {
        fleet = new Fleet();
        mark = "0";
    }

    private Fleet apply(FleetRepository.Changes changes) {
        changes.servers().forEach(fleet::put);
        changes.gpus().forEach(fleet::put);
        mark = changes.mark();
        return fleet;
    }
}
