package io.palebluedot.allocation.lifecycle;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Exact states of an allocation, with the public status each one shows as. */
public enum AllocationState {
    QUEUED("pending", false),
    RESERVING("pending", false),
    RESERVED("pending", true),
    PROVISIONING("pending", true),
    ACTIVE("active", true),
    STOPPED("active", true),
    DEGRADED("active", true),
    REPLACING("active", true),
    EXPIRING("active", true),
    PREEMPTING("active", true),
    RELEASING("active", true),
    RELEASED("completed", false),
    REJECTED("failed", false),
    FAILED("failed", false),
    CANCELLED("completed", false),
    EXPIRED("completed", false),
    PREEMPTED("completed", false);

    private final String status;
    private final boolean holding;

    AllocationState(String status, boolean holding) {
        this.status = status;
        this.holding = holding;
    }

    /** pending | active | completed | failed. */
    public String status() {
        return status;
    }

    /** Does it hold GPUs? */
    public boolean holding() {
        return holding;
    }

    /** Nothing happens to it any more. */
    public boolean ended() {
        return !holding && this != QUEUED && this != RESERVING;
    }

    /** The word in the database, on the wire and in history. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static AllocationState ofWire(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** All states that a filter word means: one exact state, or all of one public status. Empty for another word. */
    public static Optional<Set<AllocationState>> ofFilter(String word) {
        var found = EnumSet.noneOf(AllocationState.class);
        for (var state : values()) {
            if (state.status.equals(word) || state.wire().equals(word)) {
                found.add(state);
            }
        }
        // "active" is a status and a state; the wider meaning is the one that lists promise.
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** Words of all states that hold GPUs. */
    public static List<String> holdingWords() {
        return Arrays.stream(values())
                .filter(AllocationState::holding)
                .map(AllocationState::wire)
                .toList();
    }
}
