package io.palebluedot.simulator.tinkerbell;

import java.util.Set;

/**
 * The words of {@code status.state}: {@code STATE_PENDING} as in tinkerbell/tink, or {@code PENDING} as in today's
 * tinkerbell/tinkerbell.
 */
public enum WorkflowWords {
    TINK("STATE_"),
    TINKERBELL("");

    private static final Set<String> ENDS = Set.of("SUCCESS", "FAILED", "TIMEOUT");

    private final String prefix;

    WorkflowWords(String prefix) {
        this.prefix = prefix;
    }

    String of(String state) {
        return prefix + state;
    }

    static String plain(String word) {
        return word.startsWith("STATE_") ? word.substring(6) : word;
    }

    static boolean ended(String word) {
        return ENDS.contains(plain(word));
    }
}
