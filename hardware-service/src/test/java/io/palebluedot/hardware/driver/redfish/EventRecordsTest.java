package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.hardware.driver.EventHints.Told;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRecordsTest {

    private static final Told NO_WORDS = new Told.Hint(null, null, null, null);

    private long now = 5_000;
    private final EventRecords records = new EventRecords(() -> now);

    private List<Told> read(String json) {
        return records.read(Buffer.buffer("data: " + json + "\n\n"));
    }

    private static String event(String record) {
        return "{\"@odata.type\":\"#Event.v1_7_0.Event\",\"Events\":[" + record + "]}";
    }

    @Test
    void aHintSaysWhatItIsAboutInTheBmcsOwnWords() {
        assertThat(read(event("{\"MessageId\":\"IDRAC.2.8.PSU0001\",\"MessageSeverity\":\"Critical\","
                        + "\"EventTimestamp\":\"2025-05-01T10:00:00-05:00\","
                        + "\"OriginOfCondition\":{\"@odata.id\":\"/redfish/v1/Chassis/1#/Power/0\"}}")))
                .containsExactly(new Told.Hint(
                        "IDRAC.2.8.PSU0001",
                        "Critical",
                        "/redfish/v1/Chassis/1",
                        Instant.parse("2025-05-01T15:00:00Z")));
    }

    @Test
    void whatIsAbsentOrOddStaysAbsent() {
        assertThat(read(event("{\"MessageId\":null,\"Severity\":\"OK\",\"OriginOfCondition\":\"http://192.0.2.1/x\","
                        + "\"EventTimestamp\":\"0000-00-00T00:00:00Z\"}")))
                .containsExactly(new Told.Hint(null, "OK", null, null));
    }

    @Test
    void longAndUnprintableWordsAreShortened() {
        var hint = (Told.Hint) read(event("{\"MessageId\":\"a\\n\\u0007" + "b".repeat(10_000) + "\"}"))
                .getFirst();
        assertThat(hint.about()).startsWith("a  bbb").hasSize(128);
    }

    @Test
    void whatIsNoEventIsCountedAndTheNextOneIsRead() {
        for (String broken : new String[] {
            "{\"Events\":[{",
            "<html>",
            "[]",
            "null",
            "{}",
            "{\"Events\":null}",
            "{\"Events\":[1]}",
            "[".repeat(5_000),
            "{\"a\":1e99999999}"
        }) {
            now += 1_000;
            assertThat(read(broken)).as(broken).containsExactly(new Told.Malformed(1));
        }
        assertThat(read(event("{\"MessageId\":\"good\"}")))
                .hasSize(1)
                .allSatisfy(told -> assertThat(told).isInstanceOf(Told.Hint.class));
    }

    @Test
    void reportsOfMetricsAreNeitherHintsNorBroken() {
        assertThat(read("{\"@odata.type\":\"#MetricReport.v1_3_0.MetricReport\",\"MetricValues\":[{}]}"))
                .isEmpty();
    }

    @Test
    void ofAFloodOnlySomeAreLookedIntoEachSecond() {
        var flood = Buffer.buffer(("data: " + event("{\"MessageId\":\"x\"}") + "\n\n").repeat(10_000));
        var told = records.read(flood);
        assertThat(told).hasSize(EventRecords.PER_SECOND + 1).last().isEqualTo(NO_WORDS);
        assertThat(records.read(flood)).containsExactly(NO_WORDS);
        now += 1_000;
        assertThat(records.read(flood)).hasSize(EventRecords.PER_SECOND + 1);
    }

    @Test
    void oneEventOfManyRecordsGivesFewHints() {
        assertThat(read(event("{\"MessageId\":\"x\"},".repeat(1_000) + "{}"))).hasSize(16);
    }

    @Test
    void aReaderWaitsWhenMoreComesThanOneStreamMayBring() {
        var pace = new Pace(1_000);
        assertThat(pace.pause(600, 10_000)).isZero();
        assertThat(pace.pause(600, 10_100)).isEqualTo(900);
        assertThat(pace.pause(600, 11_000)).isZero();
    }
}
