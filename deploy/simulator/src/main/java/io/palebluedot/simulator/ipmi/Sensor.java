package io.palebluedot.simulator.ipmi;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One sensor of the BMC.
 *
 * @param type sensor type code (IPMI 2.0, table 42-3)
 * @param entity entity id and instance (table 43-13)
 * @param unit base unit code (table 43-15); 0 for a discrete sensor
 * @param scale how a value becomes an octet; null for a discrete sensor
 * @param thresholds limits in the sensor's unit
 * @param reading the value now, null when there is none; for a discrete sensor its state bits
 */
record Sensor(
        int number,
        String name,
        int type,
        int entity,
        int instance,
        int unit,
        @Nullable Scale scale,
        Map<Threshold, Double> thresholds,
        Supplier<@Nullable Double> reading) {

    static final int TEMPERATURE = 0x01;
    static final int VOLTAGE = 0x02;
    static final int FAN = 0x04;
    static final int POWER_SUPPLY = 0x08;
    static final int OTHER_UNITS = 0x0B;

    /** Thresholds in the order of their bits (table 35-15). */
    enum Threshold {
        LOWER_NON_CRITICAL(0),
        LOWER_CRITICAL(1),
        LOWER_NON_RECOVERABLE(2),
        UPPER_NON_CRITICAL(3),
        UPPER_CRITICAL(4),
        UPPER_NON_RECOVERABLE(5);

        private final int position;

        Threshold(int position) {
            this.position = position;
        }

        int position() {
            return position;
        }

        int bit() {
            return 1 << position;
        }

        boolean lower() {
            return position < 3;
        }

        boolean crossedBy(double value, double limit) {
            return lower() ? value <= limit : value >= limit;
        }
    }

    boolean discrete() {
        return scale == null;
    }

    /** Which thresholds there are, as a bit set. */
    int readable() {
        return thresholds.keySet().stream().mapToInt(Threshold::bit).sum();
    }

    /** Which thresholds a value has crossed, as a bit set. */
    int crossed(double value) {
        return thresholds.entrySet().stream()
                .filter(each -> each.getKey().crossedBy(value, each.getValue()))
                .mapToInt(each -> each.getKey().bit())
                .sum();
    }

    /** A threshold as an octet, 0 when there is none. */
    int raw(Threshold threshold) {
        Double limit = thresholds.get(threshold);
        return limit == null || scale == null ? 0 : scale.raw(limit);
    }
}
