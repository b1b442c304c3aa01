package io.palebluedot.inventory.machine;

import io.palebluedot.inventory.lifecycle.ServerState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What decides about a server's life.
 *
 * @param dirty a user's system was written to it and not cleaned away yet
 * @param conflict how it differs from what is expected; null when it does not
 * @param projectId the one project that holds GPUs of it; null when none or several do
 */
public record ServerLife(
        UUID id,
        String name,
        String rack,
        Stay stay,
        @Nullable Fault fault,
        Maintenance maintenance,
        Vitals vitals,
        boolean dirty,
        @Nullable String conflict,
        @Nullable String projectId,
        long version) {

    /** In which state since when, until when at most, and how often it was tried to get on. */
    public record Stay(
            ServerState state, Instant since, @Nullable Instant deadline, int retries) {

        static Stay begin(ServerState state, Instant now) {
            var patience = state.patience();
            return new Stay(state, now, patience == null ? null : now.plus(patience), 0);
        }

        /** One more try: the deadline begins anew. */
        Stay again(Instant now) {
            return new Stay(state, since, begin(state, now).deadline(), retries + 1);
        }
    }

    /** Why it cannot serve, and what it was doing then. */
    public record Fault(@Nullable ServerState from, String cause) {}

    public record Maintenance(boolean on, @Nullable String reason) {
        public static final Maintenance OFF = new Maintenance(false, null);
    }

    /** As the hardware tells; null when it does not. {@code health} and {@code power} are Redfish words. */
    public record Vitals(
            @Nullable String health,
            @Nullable String power,
            @Nullable Boolean reachable) {
        boolean critical() {
            return "Critical".equals(health);
        }
    }

    public ServerState state() {
        return stay.state();
    }

    /** A server that was just enrolled. */
    public static ServerLife enrolled(UUID id, String name, String rack, Instant now) {
        return new ServerLife(
                id,
                name,
                rack,
                Stay.begin(ServerState.ENROLLED, now),
                null,
                Maintenance.OFF,
                new Vitals(null, null, null),
                false,
                null,
                null,
                1);
    }

    ServerLife in(Stay newStay, @Nullable Fault newFault) {
        return new ServerLife(
                id, name, rack, newStay, newFault, maintenance, vitals, dirty, conflict, projectId, version);
    }

    ServerLife named(String newName, String newRack) {
        return new ServerLife(
                id, newName, newRack, stay, fault, maintenance, vitals, dirty, conflict, projectId, version);
    }

    ServerLife with(Maintenance changed) {
        return new ServerLife(id, name, rack, stay, fault, changed, vitals, dirty, conflict, projectId, version);
    }

    ServerLife with(Vitals changed) {
        return new ServerLife(id, name, rack, stay, fault, maintenance, changed, dirty, conflict, projectId, version);
    }

    ServerLife dirty(boolean changed) {
        return new ServerLife(id, name, rack, stay, fault, maintenance, vitals, changed, conflict, projectId, version);
    }

    ServerLife conflicting(@Nullable String changed) {
        return new ServerLife(id, name, rack, stay, fault, maintenance, vitals, dirty, changed, projectId, version);
    }

    ServerLife ofProject(@Nullable String changed) {
        return new ServerLife(id, name, rack, stay, fault, maintenance, vitals, dirty, conflict, changed, version);
    }
}
