package io.palebluedot.gateway.server;

import io.palebluedot.gateway.lookup.HealthWords;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.common.v1.Condition;
import io.palebluedot.proto.inventory.v1.Sensor;
import io.palebluedot.proto.inventory.v1.ServerStatus;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Life cycle, power, health and maintenance of a server: four separate axes. */
@Schema(name = "ServerStatus")
public record ServerStatusView(
        String serverId,
        @Nullable String state,

        @Schema(description = "discovered, provisioning, ready, error") @Nullable
        String status,

        @Nullable String powerState,
        @Nullable String health,
        boolean maintenance,
        boolean bmcReachable,
        List<ConditionView> conditions,
        List<SensorView> sensors,

        @Schema(description = "Milliseconds since the newest reading; absent without one") @Nullable
        Long ageMs,

        @Nullable Instant observedAt,
        @Nullable String faultCause) {

    /** A condition as Kubernetes writes it. */
    @Schema(name = "Condition")
    public record ConditionView(
            String type,
            @Schema(description = "True, False, Unknown") String status,
            @Nullable String reason,
            @Nullable String message,
            @Nullable Instant lastTransitionTime) {

        static ConditionView of(Condition c) {
            return new ConditionView(
                    c.getType(),
                    c.getStatus(),
                    Wire.text(c.getReason()),
                    Wire.text(c.getMessage()),
                    Wire.instant(c.hasLastTransitionTime(), c.getLastTransitionTime()));
        }
    }

    /** A reading. */
    @Schema(name = "Sensor")
    public record SensorView(
            String name,
            double value,
            @Nullable String unit,
            @Nullable String health,

            @Schema(description = "When it was read; the last reading stays when the BMC falls silent") @Nullable
            Instant observedAt,

            @Schema(description = "Milliseconds since then") @Nullable
            Long ageMs) {

        static SensorView of(Sensor s) {
            return new SensorView(
                    s.getName(),
                    s.getValue(),
                    Wire.text(s.getUnit()),
                    Wire.text(s.getHealth()),
                    Wire.instant(s.hasObservedAt(), s.getObservedAt()),
                    s.hasAgeMs() ? s.getAgeMs() : null);
        }
    }

    static ServerStatusView of(ServerStatus s) {
        return new ServerStatusView(
                s.getServerId(),
                Words.of(s.getState()),
                Wire.text(s.getStatus()),
                Wire.text(s.getPowerState()),
                HealthWords.of(s.getHealth()),
                s.getMaintenance(),
                s.getBmcReachable(),
                s.getConditionsList().stream().map(ConditionView::of).toList(),
                s.getSensorsList().stream().map(SensorView::of).toList(),
                s.hasAgeMs() ? s.getAgeMs() : null,
                Wire.instant(s.hasObservedAt(), s.getObservedAt()),
                Wire.text(s.getFaultCause()));
    }
}
