package io.palebluedot.inventory.machine;

import io.palebluedot.inventory.lifecycle.GpuState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One GPU with its place in life.
 *
 * @param fault why it is faulty
 * @param present seen by the last inspection of its server
 * @param busy under load, as telemetry shows it
 */
public record GpuLife(
        UUID id,
        String name,
        UUID serverId,
        Stay stay,
        @Nullable String fault,
        @Nullable String health,
        boolean maintenance,
        boolean present,
        boolean busy,
        @Nullable Hold hold,
        GpuFacts facts,
        long version) {

    /** In which state since when, and until when at most. */
    public record Stay(
            GpuState state, Instant since, @Nullable Instant deadline) {
        static Stay begin(GpuState state, Instant now) {
            var patience = state.patience();
            return new Stay(state, now, patience == null ? null : now.plus(patience));
        }
    }

    /** Which allocation has it, for which project. */
    public record Hold(String allocationId, String projectId) {}

    public GpuState state() {
        return stay.state();
    }

    boolean critical() {
        return "Critical".equals(health);
    }

    boolean heldBy(String allocationId) {
        return hold != null && hold.allocationId().equals(allocationId);
    }

    /** A GPU that was just found. */
    public static GpuLife found(
            UUID id, String name, UUID serverId, @Nullable String health, GpuFacts facts, Instant now) {
        return new GpuLife(
                id,
                name,
                serverId,
                Stay.begin(GpuState.DISCOVERED, now),
                null,
                health,
                false,
                true,
                false,
                null,
                facts,
                1);
    }

    GpuLife in(Stay newStay, @Nullable String newFault) {
        return new GpuLife(
                id, name, serverId, newStay, newFault, health, maintenance, present, busy, hold, facts, version);
    }

    GpuLife heldBy(@Nullable Hold newHold) {
        return new GpuLife(
                id, name, serverId, stay, fault, health, maintenance, present, busy, newHold, facts, version);
    }

    GpuLife withHealth(@Nullable String newHealth) {
        return new GpuLife(
                id, name, serverId, stay, fault, newHealth, maintenance, present, busy, hold, facts, version);
    }

    GpuLife withMaintenance(boolean on) {
        return new GpuLife(id, name, serverId, stay, fault, health, on, present, busy, hold, facts, version);
    }

    /** Seen by an inspection of a server with these facts. */
    GpuLife seenIn(UUID newServerId, @Nullable String newHealth, GpuFacts newFacts) {
        return new GpuLife(
                id,
                name,
                newServerId,
                stay,
                fault,
                newHealth == null ? health : newHealth,
                maintenance,
                true,
                busy,
                hold,
                newFacts,
                version);
    }

    GpuLife absent() {
        return new GpuLife(id, name, serverId, stay, fault, health, maintenance, false, busy, hold, facts, version);
    }
}
