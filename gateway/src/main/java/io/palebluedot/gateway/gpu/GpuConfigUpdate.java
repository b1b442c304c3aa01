package io.palebluedot.gateway.gpu;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.inventory.v1.UpdateGpuConfigRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Wanted settings of a GPU; the model's own limits are checked by inventory-service. */
@Schema(examples = "{\"power_limit\": 200, \"memory_clock\": 8000}")
public record GpuConfigUpdate(
        @Schema(description = "Watts") @Nullable @Min(1) @Max(100_000)
        Integer powerLimit,

        @Schema(description = "MHz") @Nullable @Min(1) @Max(1_000_000)
        Integer memoryClock,

        @Schema(description = "Settings of the driver, by name") @Nullable @Size(max = 64)
        Map<@NotBlank @Size(max = 128) String, @NotNull @Size(max = 1_024) String> driverConfig,

        @Nullable @Size(max = 1_000) String reason) {

    UpdateGpuConfigRequest.Builder request(String ref, boolean replace) {
        var request = UpdateGpuConfigRequest.newBuilder()
                .setRef(ref)
                .setReplace(replace)
                .setReason(Wire.orEmpty(reason));
        if (powerLimit != null) {
            request.setPowerLimit(powerLimit);
        }
        if (memoryClock != null) {
            request.setMemoryClock(memoryClock);
        }
        if (driverConfig != null) {
            request.putAllDriverConfig(driverConfig).setSetDriverConfig(true);
        }
        return request;
    }
}
