package io.palebluedot.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Moves of a hardware operation; the subject is the operation's id. From hardware-service. */
public sealed interface OperationEvent extends EventData {

    /** Accepted, not begun. */
    record OperationQueued(
            String kind,
            @Nullable String serverId,
            @Nullable String gpuId) implements OperationEvent {}

    /** Begun by one owner. */
    record OperationStarted(
            String kind,
            @Nullable String serverId,
            @Nullable String gpuId,
            int attempt) implements OperationEvent {}

    /** Done and read back from the hardware. */
    record OperationSucceeded(
            String kind,
            @Nullable String serverId,
            @Nullable String gpuId,
            Map<String, Object> result) implements OperationEvent {}

    /** Given up; {@code code} is stable, {@code cause} is for people. */
    record OperationFailed(
            String kind,
            @Nullable String serverId,
            @Nullable String gpuId,
            String code,
            String cause) implements OperationEvent {}

    /** Cancelled before it ended. */
    record OperationCancelled(
            String kind,
            @Nullable String serverId,
            @Nullable String gpuId) implements OperationEvent {}
}
