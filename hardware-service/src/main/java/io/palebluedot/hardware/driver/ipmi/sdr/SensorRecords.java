package io.palebluedot.hardware.driver.ipmi.sdr;

import io.palebluedot.hardware.driver.ipmi.sdr.Conversion.Format;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.CompactSensor;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.Entity;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.EventOnly;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.FruLocator;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.FullSensor;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.McLocator;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.Other;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.palebluedot.hardware.driver.ipmi.wire.TypedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Decodes records of the sensor repository. Offsets count from the record's first octet, one less than in the specification. */
public final class SensorRecords {

    public static final int HEADER = 5;

    private static final int FULL = 0x01;
    private static final int COMPACT = 0x02;
    private static final int EVENT_ONLY = 0x03;
    private static final int FRU_LOCATOR = 0x11;
    private static final int MC_LOCATOR = 0x12;

    private SensorRecords() {}

    /** One record may stand for several sensors. Fails with MALFORMED when it is too short. */
    public static List<SensorRecord> of(Octets r) {
        return switch (r.u8(3)) {
            case FULL -> List.of(full(r));
            case COMPACT -> shared(r, 23, compact(r), CompactSensor::key);
            case EVENT_ONLY -> shared(r, 12, eventOnly(r), EventOnly::key);
            case FRU_LOCATOR ->
                List.of(new FruLocator(
                        name(r, 15, "FRU " + r.u8(6)),
                        r.u8(5) & 0xFE,
                        r.u8(6),
                        r.bit(7, 7),
                        new Entity(r.u8(12), r.u8(13))));
            case MC_LOCATOR ->
                List.of(new McLocator(
                        name(r, 15, "MC " + r.u8(5)), r.u8(5), r.u8(6) & 0x0F, new Entity(r.u8(12), r.u8(13))));
            default -> List.of(new Other(r.u8(3)));
        };
    }

    private static FullSensor full(Octets r) {
        var key = key(r);
        int units = r.u8(20);
        var conversion = new Conversion(Format.of(units >> 6), Linearization.of(r.u8(23)), Factors.of(r.slice(24, 6)));
        return new FullSensor(
                key,
                name(r, 47, "sensor " + key.number()),
                r.u8(12),
                r.u8(13) & 0x7F,
                new Entity(r.u8(8), r.u8(9)),
                Units.of(units & 0x3F, r.u8(21), r.u8(22)),
                conversion);
    }

    private static CompactSensor compact(Octets r) {
        var key = key(r);
        return new CompactSensor(
                key, name(r, 31, "sensor " + key.number()), r.u8(12), r.u8(13) & 0x7F, new Entity(r.u8(8), r.u8(9)));
    }

    private static EventOnly eventOnly(Octets r) {
        var key = key(r);
        return new EventOnly(
                key, name(r, 16, "sensor " + key.number()), r.u8(10), r.u8(11) & 0x7F, new Entity(r.u8(8), r.u8(9)));
    }

    private static SensorKey key(Octets r) {
        return SensorKey.of(r.u8(5), r.u8(6), r.u8(7));
    }

    private static String name(Octets r, int at, String otherwise) {
        return Objects.requireNonNullElse(TypedText.ofSensor(r.u8(at), r.from(at + 1)), otherwise);
    }

    /** Record sharing, table 43-2 octets 24 and 25: the same facts for a row of sensors with numbered names. */
    private static <S extends SensorRecord.Sensor> List<SensorRecord> shared(
            Octets r, int at, S first, java.util.function.Function<S, SensorKey> keyOf) {
        int count = Math.max(1, r.u8(at) & 0x0F);
        if (count == 1) {
            return List.of(first);
        }
        boolean letters = ((r.u8(at) >> 4) & 3) == 1;
        int start = r.u8(at + 1) & 0x7F;
        boolean instances = r.bit(at + 1, 7);
        var all = new ArrayList<SensorRecord>();
        for (int i = 0; i < count; i++) {
            String name = first.name() + (letters ? letters(start + i) : String.valueOf(start + i));
            all.add(renamed(first, keyOf.apply(first).plus(i), name, instances ? i : 0));
        }
        return all;
    }

    private static SensorRecord renamed(SensorRecord.Sensor s, SensorKey key, String name, int instance) {
        return switch (s) {
            case FullSensor f -> f;
            case CompactSensor c ->
                new CompactSensor(
                        key,
                        name,
                        c.type(),
                        c.eventType(),
                        new Entity(c.entity().id(), c.entity().instance() + instance));
            case EventOnly e ->
                new EventOnly(
                        key,
                        name,
                        e.type(),
                        e.eventType(),
                        new Entity(e.entity().id(), e.entity().instance() + instance));
        };
    }

    /** A to Z, then AA and so on. */
    private static String letters(int number) {
        String last = String.valueOf((char) ('A' + number % 26));
        return number < 26 ? last : letters(number / 26 - 1) + last;
    }
}
