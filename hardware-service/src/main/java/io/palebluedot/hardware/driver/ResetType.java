package io.palebluedot.hardware.driver;

import java.util.Arrays;
import java.util.Optional;

/** Redfish Resource.ResetType, exact words. */
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

    public String word() {
        return word;
    }

    public static Optional<ResetType> of(String word) {
        return Arrays.stream(values()).filter(t -> t.word.equals(word)).findFirst();
    }
}
