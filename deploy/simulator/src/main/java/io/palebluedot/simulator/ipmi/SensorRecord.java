package io.palebluedot.simulator.ipmi;

import io.palebluedot.simulator.ipmi.Sensor.Threshold;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A sensor as a data record: full (IPMI 2.0, 43.1) with a scale, compact (43.2) when it is discrete. */
final class SensorRecord {

    private static final int BMC = 0x20;
    private static final int SENSOR_SPECIFIC = 0x6F;
    private static final int SUPPLY_STATES = 0x0F;
    private static final int LONGEST_NAME = 16;

    private static final List<Threshold> RECORD_ORDER = List.of(
            Threshold.UPPER_NON_RECOVERABLE,
            Threshold.UPPER_CRITICAL,
            Threshold.UPPER_NON_CRITICAL,
            Threshold.LOWER_NON_RECOVERABLE,
            Threshold.LOWER_CRITICAL,
            Threshold.LOWER_NON_CRITICAL);

    private SensorRecord() {}

    static byte[] of(Sensor sensor) {
        byte[] body = sensor.discrete() ? compact(sensor) : full(sensor);
        return new OctetWriter()
                .u16(sensor.number())
                .u8(0x51, sensor.discrete() ? 2 : 1, body.length)
                .bytes(body)
                .toBytes();
    }

    private static byte[] full(Sensor sensor) {
        Scale scale = sensor.scale() == null ? new Scale(1, 0, false) : sensor.scale();
        int readable = sensor.readable();
        // Scanning, events and thresholds are on from the start; thresholds can be read, not set.
        OctetWriter out = head(sensor, 0x7F, 0x68, 0x01)
                .u16(events(readable, true))
                .u16(events(readable, false))
                .u16(readable)
                .u8(scale.signed() ? 0x80 : 0, sensor.unit(), 0, 0)
                .u8(scale.multiplier(), (scale.multiplier() >> 8) << 6, 0, 0, 0, (scale.exponent() & 15) << 4)
                .u8(0, 0, 0, 0)
                .u8(scale.signed() ? 0x7F : 0xFF, scale.signed() ? 0x80 : 0);
        RECORD_ORDER.forEach(threshold -> out.u8(sensor.raw(threshold)));
        return name(out.u8(0, 0, 0, 0, 0), sensor.name());
    }

    private static byte[] compact(Sensor sensor) {
        OctetWriter out = head(sensor, 0x67, 0x40, SENSOR_SPECIFIC)
                .u16(SUPPLY_STATES)
                .u16(SUPPLY_STATES)
                .u16(SUPPLY_STATES)
                .u8(0xC0, 0, 0)
                .u16(0)
                .u8(0, 0, 0, 0, 0, 0);
        return name(out, sensor.name());
    }

    private static OctetWriter head(Sensor sensor, int initialised, int capabilities, int eventType) {
        return new OctetWriter()
                .u8(BMC, 0, sensor.number(), sensor.entity(), sensor.instance())
                .u8(initialised, capabilities, sensor.type(), eventType);
    }

    /** Going low past a lower threshold and going high past an upper one; the high nibble tells what can be read. */
    private static int events(int readable, boolean lower) {
        int mask = 0;
        for (Threshold threshold : Threshold.values()) {
            boolean low = threshold.lower();
            if ((readable & threshold.bit()) != 0) {
                mask |= 1 << (2 * threshold.position() + (low ? 0 : 1));
                mask |= low == lower ? 1 << (12 + threshold.position() % 3) : 0;
            }
        }
        return mask;
    }

    private static byte[] name(OctetWriter out, String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        byte[] kept = Arrays.copyOf(text, Math.min(text.length, LONGEST_NAME));
        return out.u8(0xC0 | kept.length).bytes(kept).toBytes();
    }
}
