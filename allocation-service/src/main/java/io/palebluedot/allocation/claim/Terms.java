package io.palebluedot.allocation.claim;

import io.palebluedot.allocation.ledger.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything about a request that does not matter for where it is placed. Not both of {@code end} and {@code lease}. */
public record Terms(
        String name,
        String purpose,
        Priority priority,
        Map<String, String> labels,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable Duration lease,
        @Nullable String template,
        List<String> sshKeys,
        @Nullable String userData) {

    /** When it ends if it begins at {@code now}; null when it has no end. */
    @Nullable
    Instant endFrom(Instant now) {
        return end == null && lease != null ? now.plus(lease) : end;
    }
}
