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
        assertThat(config.parts().every()).isEqualTo(Duration.ofHours(6));
        assertThat(config.parts().settle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.parts().perSweep()).isEqualTo(20);
    }

    @Test
    void everySettingHasItsName() {
        var config = read(Map.ofEntries(
                Map.entry("pbd.inventory.stale-after", "5s"),
                Map.entry("pbd.inventory.sample-retention", "2d"),
                Map.entry("pbd.inventory.inspection-retries", "7"),
                Map.entry("pbd.inventory.sweep-every", "3s"),
                Map.entry("pbd.inventory.influx.url", "http://influx:8086"),
                Map.entry("pbd.inventory.influx.token", "t"),
                Map.entry("pbd.inventory.influx.org", "o"),
                Map.entry("pbd.inventory.influx.bucket", "b"),
                Map.entry("pbd.inventory.influx.read", "promql"),
                Map.entry("pbd.inventory.influx.queue", "9"),
                Map.entry("pbd.inventory.parts.every", "4h"),
                Map.entry("pbd.inventory.parts.settle", "9s"),
                Map.entry("pbd.inventory.parts.per-sweep", "3")));
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
        assertThat(config.parts().every()).isEqualTo(Duration.ofHours(4));
        assertThat(config.parts().settle()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.parts().perSweep()).isEqualTo(3);
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
