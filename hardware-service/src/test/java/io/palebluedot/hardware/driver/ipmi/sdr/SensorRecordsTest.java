package io.palebluedot.hardware.driver.ipmi.sdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.CompactSensor;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.Entity;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.EventOnly;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.FruLocator;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.FullSensor;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.McLocator;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.Other;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.Sensor;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import org.junit.jupiter.api.Test;

class SensorRecordsTest {

    private static SensorRecord one(Octets record) {
        return SensorRecords.of(record).getFirst();
    }

    @Test
    void readsAFullSensor() {
        int[] factors = {0x3B, 0, 0, 0, 0, 0xD0};
        var sensor = (FullSensor) one(Records.full(0x31, 2, 0x00, 4, 0, factors, Records.latin("12V")));
        assertThat(sensor.key()).isEqualTo(new SensorKey(0x20, 0, 0x31));
        assertThat(sensor.name()).isEqualTo("12V");
        assertThat(sensor.unit()).isEqualTo("V");
        assertThat(sensor.entity()).isEqualTo(new Entity(7, 1));
        assertThat(sensor.conversion().value(204)).hasValue(12.036);
    }

    @Test
    void readsAPackedNameAndAPercentage() {
        int[] factors = {1, 0, 0, 0, 0, 0};
        var packed = Octets.of(0x83, 0x66, 0xE8, 0x46);
        var sensor = (FullSensor) one(Records.full(1, 4, 0x01, 0, 0, factors, packed));
        assertThat(sensor.name()).isEqualTo("FAN1");
        assertThat(sensor.unit()).isEqualTo("%");
    }

    @Test
    void namesUnitsOfRatesAndProducts() {
        assertThat(Units.of(0b011_00_0, 19, 0)).isEqualTo("Hz/s");
        assertThat(Units.of(0b000_01_0, 70, 22)).isEqualTo("By/s");
        assertThat(Units.of(0b000_10_0, 6, 24)).isEqualTo("W.h");
        assertThat(Units.of(0, 0, 0)).isNull();
        assertThat(Units.of(0, 200, 0)).isNull();
    }

    @Test
    void aSensorWithoutANameHasItsNumber() {
        assertThat(((Sensor) one(Records.full(9, 1, 0, 1, 0, ""))).name()).isEqualTo("sensor 9");
    }

    @Test
    void aSharedRecordStandsForARowOfSensors() {
        var row = SensorRecords.of(Records.compact(0x40, 0x0C, 0x6F, 0x03, 0x81, "DIMM "));
        assertThat(row).hasSize(3).allMatch(CompactSensor.class::isInstance);
        assertThat(row.stream().map(Sensor.class::cast).map(Sensor::name)).containsExactly("DIMM1", "DIMM2", "DIMM3");
        assertThat(row.stream().map(Sensor.class::cast).map(s -> s.key().number()))
                .containsExactly(0x40, 0x41, 0x42);
        assertThat(((CompactSensor) row.get(2)).entity()).isEqualTo(new Entity(10, 3));
        var letters = SensorRecords.of(Records.compact(1, 8, 0x6F, 0x12, 25, "P"));
        assertThat(letters.stream().map(Sensor.class::cast).map(Sensor::name)).containsExactly("PZ", "PAA");
    }

    @Test
    void readsTheOtherKindsOfRecords() {
        assertThat(one(Records.eventOnly(7, 0x12, "OEM")))
                .isEqualTo(new EventOnly(new SensorKey(0x20, 0, 7), "OEM", 0x12, 0x6F, new Entity(7, 1)));
        assertThat(one(Records.fruLocator(3, "PSU1 FRU")))
                .isEqualTo(new FruLocator("PSU1 FRU", 0x20, 3, true, new Entity(7, 1)));
        assertThat(one(Records.mcLocator(0x2C, "ME"))).isEqualTo(new McLocator("ME", 0x2C, 0, new Entity(7, 1)));
        assertThat(one(Records.record(0xC0, Octets.of(1, 2, 3)))).isEqualTo(new Other(0xC0));
    }

    @Test
    void everyTruncatedRecordIsMalformedAndNothingElse() {
        var whole = Records.full(1, 1, 0, 1, 0, "Temp");
        for (int length = 0; length < 48; length++) {
            var part = whole.slice(0, length);
            assertThatThrownBy(() -> SensorRecords.of(part)).isInstanceOf(BmcFailure.class);
        }
        assertThat(((Sensor) one(whole.slice(0, 50))).name())
                .as("a name cut short")
                .isEqualTo("Te");
    }

    @Test
    void thresholdsPassedAreHealth() {
        assertThat(RawReading.of(Octets.of(35, 0xC0, 0xC0)).health()).isEqualTo("OK");
        assertThat(RawReading.of(Octets.of(35, 0xC0, 0x01)).health()).isEqualTo("Warning");
        assertThat(RawReading.of(Octets.of(35, 0xC0, 0x08)).health()).isEqualTo("Warning");
        assertThat(RawReading.of(Octets.of(35, 0xC0, 0x18)).health()).isEqualTo("Critical");
        assertThat(RawReading.of(Octets.of(35, 0xC0, 0x04)).health()).isEqualTo("Critical");
        assertThat(RawReading.of(Octets.of(35, 0xC0)).health()).isNull();
    }

    @Test
    void readingsThatAreNotThereAreNotUsable() {
        assertThat(RawReading.of(Octets.of(35, 0xC0, 0)).usable()).isTrue();
        assertThat(RawReading.of(Octets.of(0, 0xE0, 0)).usable())
                .as("unavailable")
                .isFalse();
        assertThat(RawReading.of(Octets.of(0, 0x80, 0)).usable())
                .as("not scanned")
                .isFalse();
    }

    @Test
    void badStatesOfDiscreteSensorsAreHealth() {
        assertThat(StateHealth.of(0x08, 0x6F, 0b0001)).isEqualTo("OK");
        assertThat(StateHealth.of(0x08, 0x6F, 0b0011)).isEqualTo("Critical");
        assertThat(StateHealth.of(0x08, 0x6F, 0b0101)).isEqualTo("Warning");
        assertThat(StateHealth.of(0x0C, 0x6F, 0b0010)).isEqualTo("Critical");
        assertThat(StateHealth.of(0x08, 0x0B, 0b0010)).isEqualTo("OK");
    }
}
