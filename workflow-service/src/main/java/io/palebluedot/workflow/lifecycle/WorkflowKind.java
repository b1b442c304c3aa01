package io.palebluedot.workflow.lifecycle;

import java.util.Locale;
import java.util.Optional;

/** The kinds of workflow; {@link Plan} has their steps. */
public enum WorkflowKind {
    /** Installs a system through Tinkerbell and brings the server up from its disk. */
    DEPLOY,
    /** Stops a server, wipes its disks, and reads it again. */
    CLEANUP,
    /** Reads the server's tree again. */
    INSPECT,
    /** Reads the server again and holds it against the health gate. */
    VALIDATE,
    /** Powers off the server of a stopped allocation. */
    STOP,
    /** Powers it on again. */
    START;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<WorkflowKind> of(String word) {
        for (WorkflowKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
