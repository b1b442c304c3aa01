package io.palebluedot.allocation.planner;

import org.jspecify.annotations.Nullable;

/** One GPU in the picture of the fleet. */
public final class Gpu {

    private final Server server;
    private GpuFacts facts;

    Gpu(Server server, GpuFacts facts) {
        this.server = server;
        this.facts = facts;
    }

    public GpuFacts facts() {
        return facts;
    }

    public Server server() {
        return server;
    }

    void facts(GpuFacts next) {
        facts = next;
    }

    /** May it be handed out now? */
    public boolean free() {
        return facts.present() && facts.allocatable() && facts.heldBy() == null && server.usable();
    }

    /** Why it may not be handed out now; null when it may. */
    public @Nullable String notFreeBecause() {
        if (!facts.present()) {
            return "it was removed";
        }
        if (facts.heldBy() != null) {
            return "it is held by allocation " + facts.heldBy();
        }
        String closed = server.notUsableBecause();
        if (closed != null) {
            return "its server " + server.facts().name() + " is not open: " + closed;
        }
        if (!facts.allocatable()) {
            String because = facts.unavailableBecause();
            return because == null ? "inventory does not offer it" : because;
        }
        return null;
    }
}
