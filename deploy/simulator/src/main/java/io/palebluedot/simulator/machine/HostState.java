package io.palebluedot.simulator.machine;

/** How far the host has come since power-on; the second word is Redfish BootProgress.LastState. */
public enum HostState {
    DOWN("None"),
    FIRMWARE("PrimaryProcessorInitializationStarted"),
    /** Looked for something to boot and found nothing. */
    NOTHING_TO_BOOT("SystemHardwareInitializationComplete"),
    /** The installer runs from the network and asks Tinkerbell for work. */
    NETBOOT("OSBootStarted"),
    SYSTEM_STARTING("OSBootStarted"),
    SYSTEM_RUNNING("OSRunning");

    private final String bootProgress;

    HostState(String bootProgress) {
        this.bootProgress = bootProgress;
    }

    /** The Redfish word. */
    public String bootProgress() {
        return bootProgress;
    }
}
