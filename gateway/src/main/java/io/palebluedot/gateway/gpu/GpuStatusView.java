package io.palebluedot.gateway.gpu;

import io.palebluedot.gateway.lookup.HealthWords;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.inventory.v1.GpuStatus;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The latest that is known of a GPU, with its age. */
@Schema(name = "GpuStatus")
public record GpuStatusView(
        String gpuId,
        String name,
        @Nullable String state,
        @Nullable String status,
        @Nullable String health,

        @Schema(
                description =
                        "Metric → latest value, in the unit of its name; what the hardware does not tell is absent",
                examples = "{\"gpu_temperature_celsius\": 54.0}")
        Map<String, Double> values,

        @Nullable Instant observedAt,

        @Schema(description = "Milliseconds since the sample; absent without one") @Nullable
        Long ageMs,

        @Schema(description = "True when no sample came for too long")
        boolean stale) {

    static GpuStatusView of(GpuStatus s) {
        return new GpuStatusView(
                s.getGpuId(),
                s.getName(),
                Words.of(s.getState()),
                Wire.text(s.getStatus()),
                HealthWords.of(s.getHealth()),
                new TreeMap<>(s.getValuesMap()),
                Wire.instant(s.hasObservedAt(), s.getObservedAt()),
                s.hasAgeMs() ? s.getAgeMs() : null,
                s.getStale());
    }
}
