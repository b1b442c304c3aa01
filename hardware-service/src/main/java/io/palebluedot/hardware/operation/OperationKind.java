package io.palebluedot.hardware.operation;

import io.palebluedot.hardware.driver.Capability;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an operation does, and how long it may take in all. */
public enum OperationKind {
    POWER(Duration.ofMinutes(15), Capability.POWER),
    BOOT(Duration.ofMinutes(10), Capability.BOOT),
    BOOT_ORDER(Duration.ofMinutes(10), Capability.BOOT_ORDER),
    BIOS(Duration.ofMinutes(5), Capability.BIOS),
    FIRMWARE(Duration.ofHours(4), Capability.FIRMWARE),
    MEDIA_INSERT(Duration.ofMinutes(15), Capability.VIRTUAL_MEDIA),
    MEDIA_EJECT(Duration.ofMinutes(10), Capability.VIRTUAL_MEDIA),
    VOLUME_CREATE(Duration.ofHours(2), Capability.VOLUMES),
    VOLUME_DELETE(Duration.ofHours(1), Capability.VOLUMES),
    GPU_CONFIG(Duration.ofMinutes(5), null),
    INSPECT(Duration.ofMinutes(15), Capability.INVENTORY),
    REGISTER(Duration.ofMinutes(15), null),
    SWITCH_INTERFACE(Duration.ofMinutes(5), null),
    DISCOVERY(Duration.ofHours(6), null);

    private final Duration deadline;
    private final @Nullable Capability needs;

    OperationKind(Duration deadline, @Nullable Capability needs) {
        this.deadline = deadline;
        this.needs = needs;
    }

    /** What the server must have, so that it can be refused at once; empty where that depends on the wish. */
    public Optional<Capability> needs() {
        return Optional.ofNullable(needs);
    }

    public Duration deadline() {
        return deadline;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OperationKind> of(String word) {
        return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
    }
}
