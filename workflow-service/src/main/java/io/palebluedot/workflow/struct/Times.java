package io.palebluedot.workflow.struct;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Times on the wire. */
public final class Times {

    private Times() {}

    public static Timestamp proto(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }

    public static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
