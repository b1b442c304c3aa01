package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Any command of a protocol made of commands; for people who know what they do. */
public interface RawCommand {

    /** What came back, whatever the completion code; 0 is success. */
    record RawAnswer(int completionCode, Buffer data) {}

    /** Sends as it is. Fails with INVALID when a number is out of range or the data too long. */
    Uni<RawAnswer> send(Bmc bmc, int networkFunction, int command, Buffer data);
}
