package io.palebluedot.workflow.lifecycle;

import java.util.Locale;

/** What people want of a workflow; written by the API, obeyed by the next turn. */
public enum Intent {
    RUN,
    PAUSE,
    CANCEL,
    RETRY;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Intent of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
