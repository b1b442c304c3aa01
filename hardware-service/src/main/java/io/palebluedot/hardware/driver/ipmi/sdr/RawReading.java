package io.palebluedot.hardware.driver.ipmi.sdr;

import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import org.jspecify.annotations.Nullable;

/**
 * The answer of Get Sensor Reading, IPMI 2.0 35.14.
 *
 * @param usable false when the sensor is not scanned or its reading is not there (yet)
 * @param states bit set: thresholds passed, or states that hold; null when the BMC does not tell
 */
public record RawReading(int raw, boolean usable, @Nullable Integer states) {

    private static final int UNAVAILABLE = 5;
    private static final int SCANNING = 6;
    private static final int CRITICAL = 0b11_0110;
    private static final int WARNING = 0b00_1001;

    public static RawReading of(Octets answer) {
        boolean usable = answer.bit(1, SCANNING) && !answer.bit(1, UNAVAILABLE);
        return new RawReading(answer.u8(0), usable, states(answer));
    }

    private static @Nullable Integer states(Octets answer) {
        if (answer.length() < 3) {
            return null;
        }
        return answer.u8(2) | (answer.length() < 4 ? 0 : (answer.u8(3) & 0x7F) << 8);
    }

    /** Redfish's word for the thresholds passed: bits 0 to 2 lower ones, 3 to 5 upper ones, mildest first. */
    public @Nullable String health() {
        if (states == null) {
            return null;
        }
        return (states & CRITICAL) != 0 ? "Critical" : (states & WARNING) != 0 ? "Warning" : "OK";
    }
}
