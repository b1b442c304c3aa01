package io.palebluedot.alert.api;

import com.google.protobuf.Timestamp;
import io.palebluedot.rpc.Failures;
import java.time.DateTimeException;
import java.time.Instant;

/** Times on the wire. */
final class Times {

    private static final long FIRST = Instant.parse("1970-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private Times() {}

    static Timestamp write(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    /** Fails with INVALID_INPUT for a time that no calendar here has. */
    static Instant read(Timestamp time, String field) {
        if (time.getSeconds() < FIRST || time.getSeconds() > LAST) {
            throw Failures.invalid(field, "must be between 1970 and 9999");
        }
        try {
            return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
        } catch (DateTimeException e) {
            throw Failures.invalid(field, "is no time");
        }
    }
}
