package io.palebluedot.hardware.driver;

import java.util.Arrays;

/** Redfish Resource.PowerState, exact words. */
public enum PowerState {
    ON("On"),
    OFF("Off"),
    POWERING_ON("PoweringOn"),
    POWERING_OFF("PoweringOff"),
    PAUSED("Paused"),
    UNKNOWN("Unknown");

    private final String word;

    PowerState(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static PowerState of(String word) {
        return Arrays.stream(values())
                .filter(s -> s.word.equalsIgnoreCase(word))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
