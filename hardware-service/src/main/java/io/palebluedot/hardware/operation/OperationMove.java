package io.palebluedot.hardware.operation;

import static io.palebluedot.hardware.operation.OperationState.CANCELLED;
import static io.palebluedot.hardware.operation.OperationState.FAILED;
import static io.palebluedot.hardware.operation.OperationState.QUEUED;
import static io.palebluedot.hardware.operation.OperationState.RUNNING;
import static io.palebluedot.hardware.operation.OperationState.SUCCEEDED;

import java.util.Arrays;
import java.util.stream.Collectors;

/** All legal moves of an operation. docs/states-operation.md is generated from this table. */
public enum OperationMove {
    CLAIM(QUEUED, RUNNING, "a worker takes it, being the oldest of its server"),
    RECLAIM(RUNNING, RUNNING, "its worker died: the lease ran out, another one goes on with a higher fencing token"),
    RETRY(RUNNING, QUEUED, "a passing failure, attempts left"),
    SUCCEED(RUNNING, SUCCEEDED, "done and read back"),
    FAIL(RUNNING, FAILED, "a lasting failure, no attempts left, or the deadline"),
    EXPIRE(QUEUED, FAILED, "the deadline passed before a worker took it"),
    WITHDRAW(QUEUED, CANCELLED, "cancelled before it began"),
    CANCEL(RUNNING, CANCELLED, "cancelled while running; what the BMC was told before stays told");

    private final OperationState from;
    private final OperationState to;
    private final String cause;

    OperationMove(OperationState from, OperationState to, String cause) {
        this.from = from;
        this.to = to;
        this.cause = cause;
    }

    public OperationState from() {
        return from;
    }

    public OperationState to() {
        return to;
    }

    /** The table as a document with a diagram. */
    public static String document() {
        return """
                # States of an operation

                Generated from `OperationMove` in hardware-service; a test fails when it is out of date.

                ```mermaid
                stateDiagram-v2
                    [*] --> queued
                %s
                    succeeded --> [*]
                    failed --> [*]
                    cancelled --> [*]
                ```

                | move | from | to | when |
                |---|---|---|---|
                %s
                """.formatted(
                lines(m -> "    " + m.from.word() + " --> " + m.to.word() + ": " + m.label()),
                lines(m -> "| " + m.label() + " | " + m.from.word() + " | " + m.to.word() + " | " + m.cause + " |"));
    }

    private static String lines(java.util.function.Function<OperationMove, String> line) {
        return Arrays.stream(values()).map(line).collect(Collectors.joining("\n"));
    }

    private String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
