package io.palebluedot.hardware.driver.ipmi.sel;

import io.palebluedot.hardware.driver.EventLogReader.LogEntry;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorKey;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.FullSensor;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.Sensor;
import io.palebluedot.hardware.driver.ipmi.sdr.StateHealth;
import io.palebluedot.hardware.driver.ipmi.sel.SelRecord.OemEvent;
import io.palebluedot.hardware.driver.ipmi.sel.SelRecord.SensorEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells records of the event log in English, with the names and units of the sensors where they are known. */
public final class SelText {

    private static final int THRESHOLD = 0x01;
    private static final int SEVERITY = 0x07;
    private static final int SPECIFIC = 0x6F;

    private final Map<SensorKey, Sensor> sensors;

    public SelText(Map<SensorKey, Sensor> sensors) {
        this.sensors = sensors;
    }

    public LogEntry entry(SelRecord record) {
        return switch (record) {
            case SensorEvent e ->
                new LogEntry(String.valueOf(e.id()), e.at(), name(e), e.asserted() ? severity(e) : "OK", message(e));
            case OemEvent e ->
                new LogEntry(
                        String.valueOf(e.id()),
                        e.at(),
                        null,
                        null,
                        String.format(
                                "Record of type 0x%02x of the maker: %s",
                                e.type(), e.data().hex()));
        };
    }

    private String name(SensorEvent e) {
        var sensor = sensors.get(e.key());
        return sensor == null ? String.format("#0x%02x", e.key().number()) : sensor.name();
    }

    private String message(SensorEvent e) {
        String text = EventWords.type(e.sensorType()) + " " + name(e) + ": "
                + EventWords.state(e.sensorType(), e.eventType(), e.offset()) + values(e);
        return e.asserted() ? text : text + " (ended)";
    }

    /** Octets 2 and 3 of a threshold event, where octet 1 says that they are reading and threshold. */
    private String values(SensorEvent e) {
        if (e.eventType() != THRESHOLD || !(sensors.get(e.key()) instanceof FullSensor sensor)) {
            return "";
        }
        int present = e.data().u8(0);
        String reading = (present & 0xC0) == 0x40 ? number(sensor, e.data().u8(1)) : "";
        String threshold = (present & 0x30) == 0x10 ? number(sensor, e.data().u8(2)) : "";
        return reading.isEmpty()
                ? ""
                : ", reading " + reading + (threshold.isEmpty() ? "" : ", threshold " + threshold);
    }

    private static String number(FullSensor sensor, int raw) {
        var value = sensor.conversion().value(raw);
        if (value.isEmpty() || sensor.conversion().wantsFactors()) {
            return "";
        }
        double number = value.getAsDouble();
        String text = number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
        return sensor.unit() == null ? text : text + " " + sensor.unit();
    }

    private static @Nullable String severity(SensorEvent e) {
        return switch (e.eventType()) {
            // Two offsets a threshold: non-critical, critical, non-recoverable; lower ones first.
            case THRESHOLD -> e.offset() % 6 < 2 ? "Warning" : "Critical";
            case SEVERITY ->
                switch (e.offset()) {
                    case 1, 4 -> "Warning";
                    case 2, 3, 5, 6 -> "Critical";
                    default -> "OK";
                };
            case SPECIFIC -> StateHealth.of(e.sensorType(), e.eventType(), 1 << e.offset());
            default -> null;
        };
    }
}
