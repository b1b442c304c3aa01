package io.palebluedot.alert.lifecycle;

import java.util.Locale;

/** What moves an incident. */
public enum IncidentTrigger {
    /** Alerts were found to have one cause. */
    CORRELATED,
    /** Every alert that still lasts is acknowledged. */
    ALL_ACKNOWLEDGED,
    /** An alert that nobody acknowledged lasts. */
    UNACKNOWLEDGED_ALERT,
    /** All its alerts ended. */
    ALL_RESOLVED,
    /** Its alerts turned out to have the cause of an older incident. */
    SAME_CAUSE_AS_OLDER;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
