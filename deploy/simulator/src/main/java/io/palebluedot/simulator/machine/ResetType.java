package io.palebluedot.simulator.machine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Redfish ResetType, as far as this hardware knows it. */
public enum ResetType {
    ON("On"),
    FORCE_ON("ForceOn"),
    FORCE_OFF("ForceOff"),
    GRACEFUL_SHUTDOWN("GracefulShutdown"),
    GRACEFUL_RESTART("GracefulRestart"),
    FORCE_RESTART("ForceRestart"),
    POWER_CYCLE("PowerCycle"),
    NMI("Nmi");

    private final String word;

    ResetType(String word) {
        this.word = word;
    }

    /** The exact Redfish word. */
    public String word() {
        return word;
    }

    /** The type of that word. */
    public static Optional<ResetType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    /** All words, as AllowableValues lists them. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ResetType::word).toList();
    }
}
