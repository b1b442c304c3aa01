package io.palebluedot.hardware.telemetry.format;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** UUIDs of GPUs in one form: lower case, without the driver's {@code GPU-} before it. */
public final class GpuUuid {

    private GpuUuid() {}

    public static @Nullable String of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String uuid = text.strip().toLowerCase(Locale.ROOT);
        return uuid.startsWith("gpu-") ? uuid.substring(4) : uuid;
    }
}
