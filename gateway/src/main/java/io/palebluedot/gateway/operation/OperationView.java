package io.palebluedot.gateway.operation;

import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.hardware.v1.Attempt;
import io.palebluedot.proto.hardware.v1.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A slow hardware action. */
@Schema(name = "Operation")
public record OperationView(
        String id,

        @Schema(description = "power, boot, bios, firmware, inspect, gpu_config, discovery …")
        String kind,

        @Schema(description = "queued, running, succeeded, failed, cancelled") @Nullable
        String state,

        @Nullable String serverId,
        @Nullable String gpuId,

        @Schema(description = "Percent", minimum = "0", maximum = "100")
        int progress,

        @Nullable Map<String, Object> parameters,
        @Nullable Map<String, Object> result,

        @Schema(description = "Stable name of what failed") @Nullable
        String errorCode,

        @Nullable String error,
        List<AttemptView> attempts,
        @Nullable String requestedBy,
        @Nullable Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,

        @Schema(description = "When it is given up") @Nullable
        Instant deadline,

        long version) {

    /** One driver that was tried. */
    @Schema(name = "OperationAttempt")
    public record AttemptView(
            String driver,
            boolean answered,
            @Nullable String error,
            @Nullable Instant at) {

        static AttemptView of(Attempt attempt) {
            return new AttemptView(
                    attempt.getDriver(),
                    attempt.getAnswered(),
                    Wire.text(attempt.getError()),
                    Wire.instant(attempt.hasAt(), attempt.getAt()));
        }
    }

    public static OperationView of(Operation o) {
        return new OperationView(
                o.getId(),
                o.getKind(),
                Words.of(o.getState()),
                Wire.text(o.getServerId()),
                Wire.text(o.getGpuId()),
                o.getProgress(),
                Wire.map(o.hasParameters(), o.getParameters()),
                Wire.map(o.hasResult(), o.getResult()),
                Wire.text(o.getErrorCode()),
                Wire.text(o.getError()),
                o.getAttemptsList().stream().map(AttemptView::of).toList(),
                Wire.text(o.getRequestedBy()),
                Wire.instant(o.hasCreatedAt(), o.getCreatedAt()),
                Wire.instant(o.hasStartedAt(), o.getStartedAt()),
                Wire.instant(o.hasFinishedAt(), o.getFinishedAt()),
                Wire.instant(o.hasDeadline(), o.getDeadline()),
                o.getVersion());
    }

    /** 202 with the path where it can be followed. */
    public static Answer<OperationView> accepted(Operation operation) {
        return Answer.of(of(operation)).accepted(path(operation.getId()));
    }

    public static String path(String id) {
        return "/api/v1/operations/" + id;
    }
}
