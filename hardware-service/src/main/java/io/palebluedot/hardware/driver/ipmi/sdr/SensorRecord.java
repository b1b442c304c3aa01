package io.palebluedot.hardware.driver.ipmi.sdr;

import org.jspecify.annotations.Nullable;

/** What a record of the sensor repository describes, IPMI 2.0 section 43. */
public sealed interface SensorRecord {

    /** A sensor that can be read or tells of events. */
    sealed interface Sensor extends SensorRecord {
        SensorKey key();

        String name();

        /** Table 42-3. */
        int type();

        /** Table 42-1: 1 for thresholds, 0x6F for the type's own states. */
        int eventType();
    }

    /** Record type 1: a sensor with a number. */
    record FullSensor(
            SensorKey key,
            String name,
            int type,
            int eventType,
            Entity entity,
            @Nullable String unit,
            Conversion conversion)
            implements Sensor {}

    /** Record type 2: a sensor with states. */
    record CompactSensor(SensorKey key, String name, int type, int eventType, Entity entity) implements Sensor {}

    /** Record type 3: a sensor that cannot be read. */
    record EventOnly(SensorKey key, String name, int type, int eventType, Entity entity) implements Sensor {}

    /**
     * Record type 0x11: a device with FRU data.
     *
     * @param logical reached by Read FRU Data at the owner; other ones are bare memory chips on a bus
     */
    record FruLocator(String name, int owner, int fruId, boolean logical, Entity entity) implements SensorRecord {}

    /** Record type 0x12: another management controller. */
    record McLocator(String name, int address, int channel, Entity entity) implements SensorRecord {}

    /** Any other type; nothing of it is used. */
    record Other(int type) implements SensorRecord {}

    /** What a record is about, table 43-13. */
    record Entity(int id, int instance) {}
}
