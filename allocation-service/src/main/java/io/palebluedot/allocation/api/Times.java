package io.palebluedot.allocation.api;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Times on the wire. */
final class Times {

    private Times() {}

    static Timestamp write(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    static Instant read(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
