package io.palebluedot.inventory.series;

import io.palebluedot.inventory.InventoryConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Samples in a time series database that takes InfluxDB's v2 write contract. */
@ApplicationScoped
@Typed(InfluxSeries.class)
class InfluxSeries implements SeriesStore {

    private static final Duration RECENT = Duration.ofMinutes(15);
    private static final Duration FINE = Duration.ofSeconds(10);

    private final InfluxWriter writer;
    private final InfluxReader influxql;
    private final PromReader promql;
    private final boolean readsPromql;

    InfluxSeries(InventoryConfig config, InfluxWriter writer, InfluxReader influxql, PromReader promql) {
        this.writer = writer;
        this.influxql = influxql;
        this.promql = promql;
        this.readsPromql = "promql".equals(config.influx().read());
    }

    /** Queues: the database may be away for a while, telemetry goes on. */
    @Override
    public Uni<Void> write(List<Sample> samples) {
        writer.add(LineProtocol.lines(samples));
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<List<Series>> read(UUID objectId, Window window) {
        return readsPromql ? promql.read(objectId, window) : influxql.read(objectId, window);
    }

    @Override
    public Uni<List<Sample>> latest(UUID objectId) {
        var now = Instant.now();
        return read(objectId, new Window(now.minus(RECENT), now, FINE, List.of()))
                .map(series -> series.stream()
                        .filter(s -> !s.points().isEmpty())
                        .map(s -> new Sample(
                                objectId,
                                objectId,
                                "",
                                s.name(),
                                s.points().getLast().at(),
                                java.util.Map.of(s.name(), s.points().getLast().value())))
                        .toList());
    }
}
