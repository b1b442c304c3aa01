package io.palebluedot.hardware.driver.ipmi.sel;

import io.palebluedot.hardware.driver.ipmi.sdr.SensorKey;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A record of the system event log, IPMI 2.0 section 32. */
public sealed interface SelRecord {

    int LENGTH = 16;

    int id();

    @Nullable
    Instant at();

    /**
     * Record type 2.
     *
     * @param asserted false when the event has ended
     * @param data three octets
     */
    record SensorEvent(
            int id, @Nullable Instant at, SensorKey key, int sensorType, int eventType, boolean asserted, Octets data)
            implements SelRecord {
        int offset() {
            return data.u8(0) & 0x0F;
        }
    }

    /** Record types 0xC0 to 0xDF (with a time and a manufacturer) and 0xE0 to 0xFF, or a type that nobody knows. */
    record OemEvent(int id, @Nullable Instant at, int type, Octets data) implements SelRecord {}

    /** Reads sixteen octets; fails with MALFORMED when there are fewer. */
    static SelRecord of(Octets r) {
        var record = r.slice(0, LENGTH);
        int id = record.u16(0);
        int type = record.u8(2);
        if (type == 0x02) {
            return sensorEvent(id, record);
        }
        boolean timed = type >= 0xC0 && type < 0xE0;
        return timed
                ? new OemEvent(id, time(record.u32(3)), type, record.from(7))
                : new OemEvent(id, null, type, record.from(3));
    }

    private static SensorEvent sensorEvent(int id, Octets r) {
        int direction = r.u8(12);
        return new SensorEvent(
                id,
                time(r.u32(3)),
                new SensorKey(r.u8(7) | ((r.u8(8) & 0xF0) << 4), r.u8(8) & 3, r.u8(11)),
                r.u8(10),
                direction & 0x7F,
                (direction & 0x80) == 0,
                r.slice(13, 3));
    }

    /** Seconds since 1970; small numbers count from the BMC's start and all ones mean unset, IPMI 2.0 section 37. */
    private static @Nullable Instant time(long seconds) {
        return seconds <= 0x2000_0000L || seconds == 0xFFFF_FFFFL ? null : Instant.ofEpochSecond(seconds);
    }
}
