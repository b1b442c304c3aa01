package io.palebluedot.inventory.lifecycle;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exact state of a server (SPEC §2). A state with patience is transient: who stays longer is forced out of it. */
public enum ServerState {
    ENROLLED("discovered", Duration.ofMinutes(30)),
    VERIFYING("discovered", Duration.ofMinutes(15)),
    MANAGEABLE("discovered", Duration.ofMinutes(15)),
    INSPECTING("discovered", Duration.ofMinutes(15)),
    PREPARING("discovered", Duration.ofMinutes(15)),
    VALIDATING("discovered", Duration.ofMinutes(15)),
    AVAILABLE("ready", null),
    RESERVED("provisioning", Duration.ofHours(2)),
    DEPLOYING("provisioning", Duration.ofHours(3)),
    ACTIVE("ready", null),
    DEPROVISIONING("provisioning", Duration.ofMinutes(30)),
    CLEANING("provisioning", Duration.ofHours(4)),
    SERVICING("provisioning", Duration.ofHours(6)),
    REPAIRING("error", null),
    FAILED("error", null),
    QUARANTINED("error", null),
    RETIRED("error", null);

    private final String status;
    private final @Nullable Duration patience;

    ServerState(String status, @Nullable Duration patience) {
        this.status = status;
        this.patience = patience;
    }

    /** The public word: discovered, provisioning, ready or error. */
    public String status() {
        return status;
    }

    /** How long a server may stay; null where it may stay for ever. */
    public @Nullable Duration patience() {
        return patience;
    }

    /** The state as it is written: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ServerState> ofWord(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }
}
