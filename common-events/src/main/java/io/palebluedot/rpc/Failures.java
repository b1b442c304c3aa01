package io.palebluedot.rpc;

import io.palebluedot.rpc.Failure.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Short ways to the expected failures, to throw or to fail a chain with. */
public final class Failures {

    private Failures() {}

    /** {@code notFound("GPU", "gpu-001")} has the code GPU_NOT_FOUND. */
    public static FailureException notFound(String kind, String ref) {
        String code = kind.toUpperCase(Locale.ROOT).replace(' ', '_') + "_NOT_FOUND";
        return of(new Failure.NotFound(code, "no " + kind.toLowerCase(Locale.ROOT) + " '" + shortened(ref) + "'"));
    }

    public static FailureException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    public static FailureException invalid(List<FieldError> errors) {
        return of(new Failure.InvalidInput("the request has " + errors.size() + " bad field(s)", errors));
    }

    public static FailureException versionConflict(String kind, long expected, long actual) {
        return of(new Failure.VersionConflict(kind + " has version " + actual + ", not " + expected));
    }

    /** The state machine has no such move; code ILLEGAL_STATE. */
    public static FailureException illegalMove(String kind, Object from, String action) {
        return illegalState("ILLEGAL_STATE", "cannot " + action + " a " + kind + " that is " + from);
    }

    public static FailureException illegalState(String code, String message) {
        return of(new Failure.IllegalMove(code, message));
    }

    /** The server has no driver that can do this. */
    public static FailureException unsupported(String message) {
        return illegalState("CAPABILITY_UNSUPPORTED", message);
    }

    public static FailureException alreadyExists(String field, String message) {
        return of(new Failure.AlreadyExists(message, field));
    }

    public static FailureException exhausted(String code, String message) {
        return of(new Failure.Exhausted(code, message));
    }

    public static FailureException unavailable(String code, String message, Duration retryAfter) {
        return of(new Failure.Unavailable(code, message, retryAfter));
    }

    public static FailureException denied(String message) {
        return of(new Failure.Denied(message));
    }

    public static FailureException unauthenticated(String message) {
        return of(new Failure.Unauthenticated(message));
    }

    private static FailureException of(Failure failure) {
        return new FailureException(failure);
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
