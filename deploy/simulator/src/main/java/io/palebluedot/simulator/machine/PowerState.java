package io.palebluedot.simulator.machine;

/** Redfish PowerState. */
public enum PowerState {
    ON("On"),
    OFF("Off"),
    POWERING_ON("PoweringOn"),
    POWERING_OFF("PoweringOff");

    private final String word;

    PowerState(String word) {
        this.word = word;
    }

    /** The exact Redfish word. */
    public String word() {
        return word;
    }
}
