package io.palebluedot.rpc;

import java.time.Duration;
import java.util.List;

/** What may go wrong in a way that is expected. {@code code} is stable, UPPER_SNAKE; {@code message} is for people. */
public sealed interface Failure {

    String code();

    String message();

    /** One bad field of a request. */
    record FieldError(String field, String message) {}

    /** No such object, or none that the caller may see. */
    record NotFound(String code, String message) implements Failure {}

    /** The request cannot be understood or is outside its limits. */
    record InvalidInput(String message, List<FieldError> errors) implements Failure {
        @Override
        public String code() {
            return "INVALID_INPUT";
        }
    }

    /** Somebody else changed the object in between. */
    record VersionConflict(String message) implements Failure {
        @Override
        public String code() {
            return "VERSION_CONFLICT";
        }
    }

    /** The object is not in a state that allows this. */
    record IllegalMove(String code, String message) implements Failure {}

    /** Something that must be unique is taken. */
    record AlreadyExists(String message, String field) implements Failure {
        @Override
        public String code() {
            return "ALREADY_EXISTS";
        }
    }

    /** No capacity, or a quota is used up. */
    record Exhausted(String code, String message) implements Failure {}

    /** Something that this needs is away. */
    record Unavailable(String code, String message, Duration retryAfter) implements Failure {}

    /** The caller may not do this. */
    record Denied(String message) implements Failure {
        @Override
        public String code() {
            return "PERMISSION_DENIED";
        }
    }

    /** The caller is not known. */
    record Unauthenticated(String message) implements Failure {
        @Override
        public String code() {
            return "UNAUTHENTICATED";
        }
    }
}
