package io.palebluedot.hardware.driver.ipmi.sdr;

import java.util.Map;

/** Which states of discrete sensors are bad, and how bad: offsets of IPMI 2.0 table 42-3 as bit masks. */
public final class StateHealth {

    private record Bad(int critical, int warning) {}

    private static final int SPECIFIC = 0x6F;

    private static final Map<Integer, Bad> TYPES = Map.of(
            // Processor: IERR, thermal trip, FRB failures, configuration, uncorrectable, machine check; throttled.
            0x07,
            new Bad(bits(0, 1, 2, 3, 4, 5, 11), bits(10, 12)),
            // Power supply: failure, input lost or out of range; predicted failure, configuration.
            0x08,
            new Bad(bits(1, 3, 4), bits(2, 5, 6)),
            // Power unit: soft power control failure, failure; AC lost.
            0x09,
            new Bad(bits(5, 6), bits(7)),
            // Memory: uncorrectable, parity, scrub failed, over temperature; correctable limit, configuration.
            0x0C,
            new Bad(bits(1, 2, 3, 10), bits(5, 7)),
            // Drive: fault; predicted failure, in critical or failed array.
            0x0D,
            new Bad(bits(1, 6), bits(2, 5)),
            // Critical interrupt: NMI, bus errors, fatal errors; correctable bus error.
            0x13,
            new Bad(bits(1, 4, 5, 8, 9, 10), bits(7, 11)),
            // Slot: fault.
            0x21,
            new Bad(bits(0), 0),
            // Battery: failed; low.
            0x29,
            new Bad(bits(1), bits(0)));

    private StateHealth() {}

    /** True for sensors with states that are bad. */
    public static boolean tells(int sensorType, int eventType) {
        return eventType == SPECIFIC && TYPES.containsKey(sensorType);
    }

    /** OK, Warning or Critical. */
    public static String of(int sensorType, int eventType, int states) {
        var bad = TYPES.get(sensorType);
        if (eventType != SPECIFIC || bad == null) {
            return "OK";
        }
        return (states & bad.critical) != 0 ? "Critical" : (states & bad.warning) != 0 ? "Warning" : "OK";
    }

    private static int bits(int... offsets) {
        int mask = 0;
        for (int offset : offsets) {
            mask |= 1 << offset;
        }
        return mask;
    }
}
