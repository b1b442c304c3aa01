package io.palebluedot.simulator.fault;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The active faults of one server. Safe for concurrent use. */
public final class FaultBoard {

    private final List<Fault> active = new CopyOnWriteArrayList<>();

    /** Adds a fault; it stays until it is cleared, or for {@code count} uses where that parameter is given. */
    public void add(Fault fault) {
        active.add(fault);
    }

    /** Removes all faults of a kind and tells which. */
    public synchronized List<Fault> clear(FaultKind kind) {
        List<Fault> gone = active.stream().filter(each -> each.kind() == kind).toList();
        active.removeAll(gone);
        return gone;
    }

    /** All active faults, oldest first. */
    public List<Fault> all() {
        return List.copyOf(active);
    }

    /** The newest fault of a kind. */
    public Optional<Fault> find(FaultKind kind) {
        return active.stream().filter(each -> each.kind() == kind).reduce((older, newer) -> newer);
    }

    /** Whether a fault of a kind is active. */
    public boolean has(FaultKind kind) {
        return active.stream().anyMatch(each -> each.kind() == kind);
    }

    /** The oldest fault of a kind that is not meant for another protocol; takes one of its {@code count} uses, and the last use clears it. */
    public synchronized Optional<Fault> use(FaultKind kind, String protocol) {
        Iterator<Fault> faults = active.iterator();
        while (faults.hasNext()) {
            Fault fault = faults.next();
            if (fault.kind() == kind && fault.concerns(protocol)) {
                int left = fault.number("count", -1);
                if (left > 0) {
                    fault.parameters().put("count", left - 1);
                }
                if (left == 1) {
                    active.remove(fault);
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
