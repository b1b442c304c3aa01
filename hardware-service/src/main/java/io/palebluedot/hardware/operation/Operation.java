package io.palebluedot.hardware.operation;

import io.palebluedot.hardware.driver.Attempt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One slow action.
 *
 * @param checkpoint what a run noted for the run that may come after it
 * @param runs how often a worker began it
 * @param leaseToken fencing token of the latest run
 */
public record Operation(
        UUID id,
        OperationKind kind,
        OperationState state,
        @Nullable UUID serverId,
        @Nullable String gpuId,
        int progress,
        Map<String, Object> parameters,
        @Nullable Map<String, Object> result,
        Map<String, Object> checkpoint,
        List<Attempt> attempts,
        @Nullable String errorCode,
        @Nullable String error,
        String requestedBy,
        int runs,
        long leaseToken,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant deadline,
        long version) {

    /** The server's id as text, or null. */
    public @Nullable String server() {
        return serverId == null ? null : serverId.toString();
    }
}
