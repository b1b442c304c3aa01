package io.palebluedot.simulator.ipmi;

import io.palebluedot.simulator.ipmi.Sensor.Threshold;

/** Network function Sensor/Event: readings and thresholds (IPMI 2.0, 35). */
final class SensorCommands implements CommandSet {

    private static final int HYSTERESIS = 0x25;
    private static final int THRESHOLDS = 0x27;
    private static final int READING = 0x2D;
    private static final int TYPE = 0x2F;
    private static final int SCANNING = 0xC0;
    private static final int UNAVAILABLE = 0x20;

    private final SensorList sensors;

    SensorCommands(SensorList sensors) {
        this.sensors = sensors;
    }

    @Override
    public int shortest(int command) {
        return 1;
    }

    @Override
    public Reply answer(Request request) {
        Sensor sensor = sensors.find(request.u8(0)).orElse(null);
        return switch (request.command()) {
            case HYSTERESIS -> sensor == null ? absent() : Reply.of(0, 0);
            case THRESHOLDS -> sensor == null || sensor.discrete() ? absent() : thresholds(sensor);
            case READING -> sensor == null ? absent() : reading(sensor);
            case TYPE -> sensor == null ? absent() : Reply.of(sensor.type(), sensor.discrete() ? 0x6F : 0x01);
            default -> Reply.refused(Reply.UNKNOWN_COMMAND);
        };
    }

    private static Reply absent() {
        return Reply.refused(Reply.NOT_PRESENT);
    }

    private static Reply thresholds(Sensor sensor) {
        OctetWriter out = new OctetWriter().u8(sensor.readable());
        for (Threshold threshold : Threshold.values()) {
            out.u8(sensor.raw(threshold));
        }
        return Reply.of(out);
    }

    private static Reply reading(Sensor sensor) {
        Double value = sensor.reading().get();
        Scale scale = sensor.scale();
        if (value == null) {
            return Reply.of(0, SCANNING | UNAVAILABLE, SCANNING);
        }
        return scale == null
                ? Reply.of(0, SCANNING, value.intValue(), 0x80)
                : Reply.of(scale.raw(value), SCANNING, SCANNING | sensor.crossed(value));
    }
}
