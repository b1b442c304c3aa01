package io.palebluedot.simulator.ipmi;

import io.palebluedot.simulator.ipmi.Sensor.Threshold;
import io.palebluedot.simulator.machine.LogEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the event log as a SEL record: an event of the sensor it is about (IPMI 2.0, table 32-1), or an OEM
 * record with the first letters of the message where no sensor stands for it (table 32-2).
 */
final class EventRecord {

    private static final Pattern SUPPLY = Pattern.compile("Power supply (\\d+) failed");
    private static final Pattern FAN = Pattern.compile("Fan (\\d+) below lower critical limit");
    private static final Pattern INLET = Pattern.compile("Inlet temperature (\\d+) C");
    private static final Pattern PART = Pattern.compile("(\\S+) is (present|not responding)");
    private static final Pattern POWER = Pattern.compile("System power (on|off)");
    private static final int SYSTEM_EVENT = 0x02;
    private static final int OEM = 0xC0;
    private static final int BMC = 0x20;
    private static final int THRESHOLD = 0x01;
    private static final int PRESENCE = 0x08;
    private static final int SENSOR_SPECIFIC = 0x6F;
    private static final int ADD_IN_CARD = 0x17;
    private static final int POWER_UNIT = 0x09;
    private static final int ACPI_STATE = 0x22;

    private final SensorList sensors;

    EventRecord(SensorList sensors) {
        this.sensors = sensors;
    }

    byte[] of(int id, LogEntry entry) {
        byte[] event = event(entry);
        OctetWriter out = new OctetWriter()
                .u16(id)
                .u8(event == null ? OEM : SYSTEM_EVENT)
                .u32((int) entry.created().getEpochSecond());
        byte[] text = Arrays.copyOf(entry.message().getBytes(StandardCharsets.US_ASCII), 6);
        return (event == null ? out.u24(0).bytes(text) : out.bytes(event)).toBytes();
    }

    /** The nine octets from the generator on, or null when no sensor stands for the message. */
    private byte @Nullable [] event(LogEntry entry) {
        Matcher supply = SUPPLY.matcher(entry.message());
        if (supply.matches()) {
            int number = number(Sensor.POWER_SUPPLY, supply.group(1));
            return octets(Sensor.POWER_SUPPLY, number, SENSOR_SPECIFIC, 1, 0xFF, 0xFF);
        }
        Matcher fan = FAN.matcher(entry.message());
        if (fan.matches()) {
            int limit = sensors.find(number(Sensor.FAN, fan.group(1)))
                    .map(sensor -> sensor.raw(Threshold.LOWER_CRITICAL))
                    .orElse(0);
            return octets(Sensor.FAN, number(Sensor.FAN, fan.group(1)), THRESHOLD, 0x50 | 2, 0, limit);
        }
        Matcher inlet = INLET.matcher(entry.message());
        if (inlet.matches()) {
            return inlet(Integer.parseInt(inlet.group(1)));
        }
        Matcher part = PART.matcher(entry.message());
        if (part.matches()) {
            return octets(ADD_IN_CARD, 0, PRESENCE, part.group(2).equals("present") ? 1 : 0, 0xFF, 0xFF);
        }
        Matcher power = POWER.matcher(entry.message());
        if (power.matches()) {
            return octets(ACPI_STATE, 0, SENSOR_SPECIFIC, power.group(1).equals("on") ? 0 : 6, 0xFF, 0xFF);
        }
        return entry.message().equals("AC power lost") ? octets(POWER_UNIT, 0, SENSOR_SPECIFIC, 4, 0xFF, 0xFF) : null;
    }

    private byte @Nullable [] inlet(int celsius) {
        Sensor sensor = sensors.inlet().orElse(null);
        Scale scale = sensor == null ? null : sensor.scale();
        if (sensor == null || scale == null) {
            return null;
        }
        int limit = sensor.raw(Threshold.UPPER_CRITICAL);
        boolean critical = (sensor.crossed(celsius) & Threshold.UPPER_CRITICAL.bit()) != 0;
        return octets(
                Sensor.TEMPERATURE, sensor.number(), THRESHOLD, 0x50 | (critical ? 9 : 7), scale.raw(celsius), limit);
    }

    /** The number of the nth (from 1) sensor of a type, 0 when there is none. */
    private int number(int type, String position) {
        return sensors.nth(type, Integer.parseInt(position) - 1)
                .map(Sensor::number)
                .orElse(0);
    }

    private static byte[] octets(int type, int sensor, int eventType, int data1, int data2, int data3) {
        return new OctetWriter()
                .u16(BMC)
                .u8(0x04, type, sensor, eventType, data1, data2, data3)
                .toBytes();
    }
}
