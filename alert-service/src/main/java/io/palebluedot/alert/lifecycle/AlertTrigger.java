package io.palebluedot.alert.lifecycle;

import java.util.Locale;

/** What moves an alert. */
public enum AlertTrigger {
    /** A rule's condition holds, not yet for long enough. */
    CONDITION_SEEN,
    /** Told by an event, a person or another system, or by a rule that waits for nothing. */
    RAISED,
    /** As {@link #RAISED}, while a silence matches. */
    RAISED_IN_SILENCE,
    /** The condition held for as long as its rule demands. */
    HELD,
    /** As {@link #HELD}, while a silence matches. */
    HELD_IN_SILENCE,
    /** A person took it. */
    ACKNOWLEDGED,
    /** A silence began to match. */
    SILENCED,
    /** No silence matches any more. */
    SILENCE_ENDED,
    /** What it tells of is over, or nothing tells of it any more. */
    CLEARED,
    /** A person says that it is over. */
    RESOLVED_BY_PERSON;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
