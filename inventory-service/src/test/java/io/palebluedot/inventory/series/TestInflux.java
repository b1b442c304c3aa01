package io.palebluedot.inventory.series;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.palebluedot.inventory.InventoryConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parts that talk to a time series database, without the service around them. */
final class TestInflux {

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<String> buried = new ArrayList<>();
    final InfluxWriter writer;
    final InfluxSeries series;

    TestInflux(String url, String read) {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(InventoryConfig.class)
                .withDefaultValues(Map.of(
                        "pbd.inventory.influx.url", url,
                        "pbd.inventory.influx.token", "a-token",
                        "pbd.inventory.influx.read", read))
                .build()
                .getConfigMapping(InventoryConfig.class);
        var http = new InfluxHttp(config);
        writer = new InfluxWriter(http, config, new Remembering(), meters);
        series = new InfluxSeries(config, writer, new InfluxReader(http, config), new PromReader(http));
    }

    void flush() {
        writer.flush().await().atMost(Duration.ofSeconds(10));
    }

    double count(String meter) {
        return meters.counter(meter, "store", "influx").count();
    }

    private final class Remembering extends DeadLines {
        Remembering() {
            super(null);
        }

        @Override
        Uni<Void> bury(String line, String reason) {
            buried.add(line);
            return Uni.createFrom().voidItem();
        }
    }
}
