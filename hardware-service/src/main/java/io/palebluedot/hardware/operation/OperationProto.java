package io.palebluedot.hardware.operation;

import com.google.protobuf.Timestamp;
import io.palebluedot.hardware.driver.Attempt;
import java.time.Instant;
import java.util.Objects;

/** Operations as they go over the wire. */
public final class OperationProto {

    private OperationProto() {}

    public static io.palebluedot.proto.hardware.v1.Operation of(Operation o) {
        var proto = io.palebluedot.proto.hardware.v1.Operation.newBuilder()
                .setId(o.id().toString())
                .setKind(o.kind().word())
                .setState(state(o.state()))
                .setServerId(Objects.requireNonNullElse(o.server(), ""))
                .setGpuId(Objects.requireNonNullElse(o.gpuId(), ""))
                .setProgress(o.progress())
                .setParameters(Structs.of(o.parameters()))
                .setErrorCode(Objects.requireNonNullElse(o.errorCode(), ""))
                .setError(Objects.requireNonNullElse(o.error(), ""))
                .setRequestedBy(o.requestedBy())
                .setCreatedAt(time(o.createdAt()))
                .setDeadline(time(o.deadline()))
                .setVersion(o.version());
        o.attempts().forEach(a -> proto.addAttempts(attempt(a)));
        var result = o.result();
        if (result != null) {
            proto.setResult(Structs.of(result));
        }
        var started = o.startedAt();
        if (started != null) {
            proto.setStartedAt(time(started));
        }
        var finished = o.finishedAt();
        if (finished != null) {
            proto.setFinishedAt(time(finished));
        }
        return proto.build();
    }

    private static io.palebluedot.proto.hardware.v1.Attempt attempt(Attempt a) {
        return io.palebluedot.proto.hardware.v1.Attempt.newBuilder()
                .setDriver(a.driver())
                .setAnswered(a.answered())
                .setError(Objects.requireNonNullElse(a.error(), ""))
                .setAt(time(a.at()))
                .build();
    }

    public static io.palebluedot.proto.hardware.v1.OperationState state(OperationState state) {
        return switch (state) {
            case QUEUED -> io.palebluedot.proto.hardware.v1.OperationState.OPERATION_STATE_QUEUED;
            case RUNNING -> io.palebluedot.proto.hardware.v1.OperationState.OPERATION_STATE_RUNNING;
            case SUCCEEDED -> io.palebluedot.proto.hardware.v1.OperationState.OPERATION_STATE_SUCCEEDED;
            case FAILED -> io.palebluedot.proto.hardware.v1.OperationState.OPERATION_STATE_FAILED;
            case CANCELLED -> io.palebluedot.proto.hardware.v1.OperationState.OPERATION_STATE_CANCELLED;
        };
    }

    public static Timestamp time(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }
}
