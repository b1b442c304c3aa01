package io.palebluedot.inventory.lifecycle;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exact state of a GPU (SPEC §2). A state with patience is transient: who stays longer is forced out of it. */
public enum GpuState {
    DISCOVERED("available", null),
    AVAILABLE("available", null),
    RESERVED("allocated", Duration.ofHours(24)),
    ALLOCATED("allocated", null),
    DRAINING("in_use", Duration.ofHours(24)),
    RESETTING("in_use", Duration.ofMinutes(30)),
    FAULTY("error", null),
    RMA("error", null),
    REMOVED("error", null);

    private final String status;
    private final @Nullable Duration patience;

    GpuState(String status, @Nullable Duration patience) {
        this.status = status;
        this.patience = patience;
    }

    /** The public word of an idle GPU: available, allocated, in_use or error. */
    public String status() {
        return status;
    }

    /** The public word; an allocated GPU under load is in use. */
    public String status(boolean busy) {
        return this == ALLOCATED && busy ? "in_use" : status;
    }

    /** How long a GPU may stay; null where it may stay for ever. */
    public @Nullable Duration patience() {
        return patience;
    }

    /** The state as it is written: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True while an allocation holds it, or its traces are not removed yet. */
    public boolean held() {
        return switch (this) {
            case RESERVED, ALLOCATED, DRAINING, RESETTING -> true;
            case DISCOVERED, AVAILABLE, FAULTY, RMA, REMOVED -> false;
        };
    }

    public static Optional<GpuState> ofWord(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }
}
