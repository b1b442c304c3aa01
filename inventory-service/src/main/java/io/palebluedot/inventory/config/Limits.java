package io.palebluedot.inventory.config;

import io.palebluedot.rpc.Failure.FieldError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a GPU may be set to. Power: the bounds that the hardware tells, else those of its model; watts. The memory clock's steps are known to the hardware
 * only: here it must be a frequency at all, in MHz.
 */
record Limits(@Nullable Integer minWatts, @Nullable Integer maxWatts) {

    private static final int LEAST_MHZ = 100;
    private static final int MOST_MHZ = 30_000;
    private static final int MOST_ENTRIES = 64;

    void check(@Nullable Integer powerLimit, @Nullable Integer memoryClock, List<FieldError> errors) {
        if (powerLimit != null) {
            int min = minWatts == null ? 1 : minWatts;
            int max = maxWatts == null ? 5_000 : maxWatts;
            if (powerLimit < min || powerLimit > max) {
                errors.add(new FieldError("power_limit", "must be from " + min + " to " + max + " W"));
            }
        }
        if (memoryClock != null && (memoryClock < LEAST_MHZ || memoryClock > MOST_MHZ)) {
            errors.add(new FieldError("memory_clock", "must be from " + LEAST_MHZ + " to " + MOST_MHZ + " MHz"));
        }
    }

    static void checkDriver(Map<String, String> driver, List<FieldError> errors) {
        if (driver.size() > MOST_ENTRIES) {
            errors.add(new FieldError("driver_config", "at most " + MOST_ENTRIES + " entries"));
        }
        driver.forEach((key, value) -> {
            if (!key.matches("[A-Za-z][A-Za-z0-9_.-]{0,62}") || value.length() > 255) {
                errors.add(new FieldError("driver_config", "a key is a word, a value has 255 characters at most"));
            }
        });
    }
}
