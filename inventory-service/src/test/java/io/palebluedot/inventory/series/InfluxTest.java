package io.palebluedot.inventory.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InfluxTest {

    private static final UUID GPU = new UUID(1, 1);
    private static final Window WINDOW = new Window(
            Instant.ofEpochSecond(1_000),
            Instant.ofEpochSecond(2_000),
            Duration.ofSeconds(60),
            List.of("gpu_power_watts"));

    @Test
    void writesSortedTagsAndFieldsAndEscapes() {
        var sample = new Sample(
                GPU,
                new UUID(0, 7),
                "gpu",
                "a b,c=d",
                Instant.ofEpochMilli(1_234),
                Map.of("gpu_temperature_celsius", 50.5, "gpu_power_watts", 300.0));
        assertThat(LineProtocol.lines(List.of(sample)))
                .containsExactly("pbd,kind=gpu,object=" + GPU + ",server=" + new UUID(0, 7)
                        + ",source=a\\ b\\,c\\=d gpu_power_watts=300.0,gpu_temperature_celsius=50.5 1234");
    }

    @Test
    void asksInfluxQlForAveragesPerStep() {
        assertThat(InfluxReader.query(GPU, WINDOW))
                .isEqualTo(
                        "select mean(\"gpu_power_watts\") as \"mean_gpu_power_watts\" from \"pbd\" where \"object\" = '"
                                + GPU
                                + "' and time >= 1000000ms and time < 2000000ms group by time(60s, 40000ms) fill(none)");
    }

    @Test
    void readsInfluxQlAnswersAndLeavesGapsOut() {
        var series = InfluxReader.series(
                "{\"results\":[{\"series\":[{\"name\":\"pbd\",\"columns\":[\"time\",\"mean_a\",\"mean_b\"],"
                        + "\"values\":[[1000,1.5,null],[2000,2.5,null]]}]}]}");
        assertThat(series)
                .containsExactly(new Series(
                        "a",
                        List.of(
                                new Series.Point(Instant.ofEpochMilli(1000), 1.5),
                                new Series.Point(Instant.ofEpochMilli(2000), 2.5))));
        assertThat(InfluxReader.series("{\"results\":[{}]}")).isEmpty();
    }

    @Test
    void readsPromqlAnswers() {
        assertThat(PromReader.query(GPU, WINDOW))
                .contains("pbd_(gpu_power_watts)")
                .contains(GPU.toString());
        var series = PromReader.series(
                "{\"data\":{\"result\":[{\"metric\":{\"__name__\":\"pbd_gpu_power_watts\"},"
                        + "\"values\":[[1059.999,\"300.5\"]]}]}}",
                60_000);
        assertThat(series)
                .containsExactly(
                        new Series("gpu_power_watts", List.of(new Series.Point(Instant.ofEpochSecond(1_000), 300.5))));
    }

    @Test
    void unitsComeFromNames() {
        assertThat(new Series("gpu_power_watts", List.of()).unit()).isEqualTo("watts");
        assertThat(new Series("network_receive_bytes_total", List.of()).unit()).isEqualTo("bytes");
        assertThat(new Series("gpu_xid", List.of()).unit()).isEmpty();
    }
}
