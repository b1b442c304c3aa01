package io.palebluedot.events.jetstream;

import io.grpc.StatusRuntimeException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells a failure that waiting cures (something is away) from one that it does not (the message or the code is wrong). */
final class Failing {

    /** SQLSTATE classes: connection, transaction rollback, resources, operator intervention, system. */
    private static final Set<String> CURABLE_CLASSES = Set.of("08", "40", "53", "57", "58");

    private Failing() {}

    static boolean passes(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (curable(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean curable(Throwable failure) {
        return switch (failure) {
            case PgException e ->
                e.getSqlState() != null
                        && CURABLE_CLASSES.contains(e.getSqlState().substring(0, 2));
            case StatusRuntimeException e ->
                switch (e.getStatus().getCode()) {
                    case UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED -> true;
                    default -> false;
                };
            case IOException _, TimeoutException _ -> true;
            // Vert.x has no type of its own for these two.
            default -> {
                String name = failure.getClass().getName();
                yield name.endsWith("ClosedConnectionException") || name.endsWith("NoStackTraceTimeoutException");
            }
        };
    }
}
