package io.palebluedot.hardware.driver.ipmi.sel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.EventLogReader.LogEntry;
import io.palebluedot.hardware.driver.ipmi.sdr.Records;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorKey;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecord.Sensor;
import io.palebluedot.hardware.driver.ipmi.sdr.SensorRecords;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelTextTest {

    private static final Sensor INLET =
            (Sensor) SensorRecords.of(Records.full(1, 1, 0, 1, 0, "Inlet Temp")).getFirst();

    private static LogEntry told(String hex) {
        return new SelText(Map.of(new SensorKey(0x20, 0, 1), INLET)).entry(SelRecord.of(Octets.ofHex(hex)));
    }

    @Test
    void tellsAThresholdWithReadingAndUnit() {
        // 2024-06-01T00:00:00Z is 0x665a6480.
        var entry = told("0100 02 80645a66 2000 04 01 01 01 59 52 50");
        assertThat(entry.at()).isEqualTo(Instant.parse("2024-06-01T00:00:00Z"));
        assertThat(entry.sensor()).isEqualTo("Inlet Temp");
        assertThat(entry.severity()).isEqualTo("Critical");
        assertThat(entry.message())
                .isEqualTo("Temperature Inlet Temp: Upper critical going high, reading 82 Cel, threshold 80 Cel");
    }

    @Test
    void anEndedEventIsOkAgain() {
        var entry = told("0200 02 80645a66 2000 04 01 01 81 57 40 50");
        assertThat(entry.severity()).isEqualTo("OK");
        assertThat(entry.message()).endsWith("Upper non-critical going high, reading 64 Cel, threshold 80 Cel (ended)");
    }

    @ParameterizedTest
    @CsvSource({
        "08, 6f, 01ffff, Critical, 'Power supply #0x77: Failure detected'",
        "08, 6f, 00ffff, OK, 'Power supply #0x77: Presence detected'",
        "0c, 6f, a1ff03, Critical, 'Memory #0x77: Uncorrectable ECC'",
        "07, 6f, 0affff, Warning, 'Processor #0x77: Throttled'",
        "13, 6f, 05ffff, Critical, 'Critical interrupt #0x77: PCI SERR'",
        "10, 6f, 02ffff, OK, 'Event logging #0x77: Log area cleared'",
        "22, 6f, 05ffff, OK, 'System ACPI power state #0x77: S5/G2: soft-off'",
        "08, 0b, 01ffff, , 'Power supply #0x77: Redundancy lost'",
        "04, 07, 02ffff, Critical, 'Fan #0x77: Transition to critical from less severe'",
        "c5, 6f, 03ffff, OK, 'Sensor type 0xc5 #0x77: event type 0x6f, offset 3'",
        "08, 70, 03ffff, , 'Power supply #0x77: event type 0x70, offset 3'",
        "2c, 6f, 0fffff, OK, 'FRU state #0x77: event type 0x6f, offset 15'"
    })
    void tellsStates(String type, String eventType, String data, String severity, String message) {
        var entry = told("0300 02 80645a66 2000 04 " + type + "77" + eventType + data);
        assertThat(entry.message()).isEqualTo(message);
        assertThat(entry.severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"00000000", "3c000000", "00000020", "ffffffff"})
    void timesBeforeTheClockWasSetAreAbsent(String time) {
        assertThat(told("0400 02 " + time + "2000 04 01 01 01 59 52 50").at()).isNull();
    }

    @Test
    void tellsRecordsOfTheMakerAsTheyAre() {
        var timed = told("0500 c1 80645a66 574100 010203040506");
        assertThat(timed.at()).isEqualTo(Instant.parse("2024-06-01T00:00:00Z"));
        assertThat(timed.message()).isEqualTo("Record of type 0xc1 of the maker: 574100010203040506");
        var timeless = told("0600 e0 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d");
        assertThat(timeless.at()).isNull();
        assertThat(timeless.message()).endsWith("0102030405060708090a0b0c0d");
    }

    @Test
    void aShortRecordIsMalformed() {
        assertThatThrownBy(() -> told("0100 02 80645a66 2000 04 01 01 01 59 52"))
                .isInstanceOf(BmcFailure.class);
    }
}
