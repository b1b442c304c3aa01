package io.palebluedot.hardware.operation;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an operation does, and how long it may take in all. */
public enum OperationKind {
    POWER(Duration.ofMinutes(15)),
    BOOT(Duration.ofMinutes(10)),
    BIOS(Duration.ofMinutes(5)),
    FIRMWARE(Duration.ofHours(4)),
    GPU_CONFIG(Duration.ofMinutes(5)),
    INSPECT(Duration.ofMinutes(15)),
    REGISTER(Duration.ofMinutes(15)),
    SWITCH_INTERFACE(Duration.ofMinutes(5)),
    DISCOVERY(Duration.ofHours(6));

    private final Duration deadline;

    OperationKind(Duration deadline) {
        this.deadline = deadline;
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
