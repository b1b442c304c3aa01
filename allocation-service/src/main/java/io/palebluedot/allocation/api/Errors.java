package io.palebluedot.allocation.api;

import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.Failures;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request, to tell all of it at once. */
final class Errors {

    private final List<FieldError> errors = new ArrayList<>();

    Errors check(boolean fine, String field, String message) {
        if (!fine) {
            errors.add(new FieldError(field, message));
        }
        return this;
    }

    void throwIfAny() {
        if (!errors.isEmpty()) {
            throw Failures.invalid(errors);
        }
    }
}
