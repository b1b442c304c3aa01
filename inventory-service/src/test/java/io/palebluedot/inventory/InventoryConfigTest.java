package io.palebluedot.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names and defaults of settings are a contract. */
class InventoryConfigTest {

    @Test
    void defaults() {
        var config = read(Map.of());
        assertThat(config.staleAfter()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.sampleRetention()).isEqualTo(Duration.ofDays(14));
        assertThat(config.inspectionRetries()).isEqualTo(2);
        assertThat(config.sweepEvery()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.influx().url()).isEmpty();
        assertThat(config.influx().token()).isEmpty();
        assertThat(config.influx().org()).isEqualTo("pbd");
        assertThat(config.influx().bucket()).isEqualTo("pbd");
        assertThat(config.influx().read()).isEqualTo("influxql");
        assertThat(config.influx().queue()).isEqualTo(200_000);
    }

    @Test
    void everySettingHasItsName() {
        var config = read(Map.of(
                "pbd.inventory.stale-after", "5s",
                "pbd.inventory.sample-retention", "2d",
                "pbd.inventory.inspection-retries", "7",
                "pbd.inventory.sweep-every", "3s",
                "pbd.inventory.influx.url", "http://influx:8086",
                "pbd.inventory.influx.token", "t",
                "pbd.inventory.influx.org", "o",
                "pbd.inventory.influx.bucket", "b",
                "pbd.inventory.influx.read", "promql",
                "pbd.inventory.influx.queue", "9"));
        assertThat(config.staleAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.sampleRetention()).isEqualTo(Duration.ofDays(2));
        assertThat(config.inspectionRetries()).isEqualTo(7);
        assertThat(config.sweepEvery()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.influx().url()).contains("http://influx:8086");
        assertThat(config.influx().token()).contains("t");
        assertThat(config.influx().org()).isEqualTo("o");
        assertThat(config.influx().bucket()).isEqualTo("b");
        assertThat(config.influx().read()).isEqualTo("promql");
        assertThat(config.influx().queue()).isEqualTo(9);
    }

    private static InventoryConfig read(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(InventoryConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(InventoryConfig.class);
    }
}
