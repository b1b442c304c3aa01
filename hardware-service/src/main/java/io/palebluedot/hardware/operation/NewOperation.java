package io.palebluedot.hardware.operation;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish for an operation.
 *
 * @param secret kept sealed until the operation ends; never shown
 * @param idempotencyKey the same key again is the same operation; null for none
 */
public record NewOperation(
        OperationKind kind,
        @Nullable UUID serverId,
        @Nullable String gpuId,
        Map<String, Object> parameters,
        @Nullable String secret,
        String requestedBy,
        @Nullable String idempotencyKey) {

    public static NewOperation of(
            OperationKind kind, UUID serverId, Map<String, Object> parameters, String requestedBy, String key) {
        return new NewOperation(kind, serverId, null, parameters, null, requestedBy, key.isEmpty() ? null : key);
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "NewOperation[" + kind + " " + serverId + "]";
    }
}
