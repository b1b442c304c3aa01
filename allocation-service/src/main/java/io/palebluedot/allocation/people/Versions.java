package io.palebluedot.allocation.people;

import io.palebluedot.rpc.Failures;
import org.jspecify.annotations.Nullable;

/** Optimistic locking as callers see it. */
final class Versions {

    private Versions() {}

    static void check(String kind, @Nullable Long expected, long actual) {
        if (expected != null && expected != actual) {
            throw Failures.versionConflict(kind, expected, actual);
        }
    }
}
