package io.palebluedot.gateway.web;

import io.palebluedot.rpc.Failures;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Times in parameters: RFC 3339, with their offset. */
public final class Times {

    /** What protobuf's timestamps can hold. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    /**
     * The time that a parameter holds; null for an absent one.
     *
     * @throws io.palebluedot.rpc.FailureException INVALID_INPUT when it is none
     */
    public static @Nullable Instant parse(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        var time = read(text);
        if (time == null) {
            throw Failures.invalid(field, "must be a time like 2026-01-31T12:00:00Z");
        }
        return time;
    }

    /** The time, or null when the text is none. */
    static @Nullable Instant read(String text) {
        try {
            var time = OffsetDateTime.parse(text).toInstant();
            return time.isBefore(FIRST) || time.isAfter(LAST) ? null : time;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * Refuses a range that ends before it begins.
     *
     * @throws io.palebluedot.rpc.FailureException INVALID_INPUT
     */
    public static void inOrder(@Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && !from.isBefore(to)) {
            throw Failures.invalid("from", "must be before to");
        }
    }
}
