package io.palebluedot.hardware.driver;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One try of one driver. */
public record Attempt(
        String driver, boolean answered, @Nullable String error, Instant at) {}
