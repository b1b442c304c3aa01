package io.palebluedot.workflow.lifecycle;

import java.util.Locale;

/** What a step does. */
public enum StepName {
    HEALTH_GATE,
    RENDER_TEMPLATE,
    CREATE_HARDWARE,
    CREATE_WORKFLOW,
    BOOT_PXE,
    PROVISION,
    WIPE,
    BOOT_DISK,
    VERIFY,
    STOP,
    REMOVE_OBJECTS,
    RESET_BOOT,
    INSPECT,
    POWER_ON,
    CANCEL_OPERATION,
    POWER_OFF;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static StepName of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
