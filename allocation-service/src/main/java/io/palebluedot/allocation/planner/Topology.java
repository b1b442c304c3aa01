package io.palebluedot.allocation.planner;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where the GPUs of one request may lie to each other. */
public enum Topology {
    /** Wherever the least is broken up. */
    ANY,
    SAME_SERVER,
    SAME_NVLINK_DOMAIN,
    SAME_RACK,
    /** Over as many racks as there is room in, at least two. */
    SPREAD_RACKS;

    /** The word on the wire; empty for {@link #ANY}. */
    public String wire() {
        return this == ANY ? "" : name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Topology> ofWire(String word) {
        return Arrays.stream(values()).filter(t -> t.wire().equals(word)).findFirst();
    }
}
