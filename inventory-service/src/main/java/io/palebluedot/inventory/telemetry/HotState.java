package io.palebluedot.inventory.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.inventory.InventoryConfig;
import io.palebluedot.inventory.series.Sample;
import io.palebluedot.inventory.series.SeriesStore;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.hash.ReactiveHashCommands;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Latest values in Redis: one hash per GPU and per server, one field per source. Redis is a cache only: when it is empty the next samples fill it, and
 * until then, or while it is away, the series answer.
 */
@ApplicationScoped
public class HotState {

    private static final Logger LOG = Logger.getLogger(HotState.class);
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** How long the last sensors of a server that fell silent are told. */
    private static final String EXPIRY_SECONDS = "86400";

    private final Redis redis;
    private final ReactiveHashCommands<String, String, String> hashes;
    private final SeriesStore series;
    private final Duration tolerance;
    private final Counter fallbacks;
    private volatile Instant awayUntil = Instant.EPOCH;

    HotState(
            Redis redis,
            ReactiveRedisDataSource dataSource,
            SeriesStore series,
            InventoryConfig config,
            MeterRegistry registry) {
        this.redis = redis;
        this.hashes = dataSource.hash(String.class);
        this.series = series;
        this.tolerance = config.staleAfter();
        this.fallbacks = registry.counter("pbd.hot.fallbacks");
    }

    /** Latest values of a GPU; never fails because of Redis. */
    public Uni<Latest> gpu(UUID id) {
        return latest("gpu", id);
    }

    /** Latest values and sensors of a server; never fails because of Redis. */
    public Uni<Latest> server(UUID id) {
        return latest("server", id);
    }

    private Uni<Latest> latest(String kind, UUID id) {
        Uni<Map<String, String>> cached = away()
                ? Uni.createFrom().item(Map.of())
                : hashes.hgetall(key(kind, id))
                        .ifNoItem()
                        .after(PATIENCE)
                        .fail()
                        .onFailure()
                        .invoke(this::goneAway)
                        .onFailure()
                        .recoverWithItem(Map.of());
        return cached.chain(
                fields -> fields.isEmpty() ? stored(id) : Uni.createFrom().item(merged(fields)));
    }

    private Latest merged(Map<String, String> fields) {
        return HotSample.merge(fields.values().stream().map(HotSample::read).toList(), tolerance);
    }

    private Uni<Latest> stored(UUID id) {
        fallbacks.increment();
        return series.latest(id)
                .map(samples -> HotSample.merge(
                        samples.stream()
                                .map(s -> new HotSample(s.at().toEpochMilli(), s.values(), List.of()))
                                .toList(),
                        tolerance));
    }

    /** Puts samples in; a Redis that is away is passed over. {@code sensors}: by object, of servers only. */
    Uni<Void> put(List<Sample> samples, Map<UUID, List<Latest.SensorValue>> sensors) {
        if (samples.isEmpty() || away()) {
            return Uni.createFrom().voidItem();
        }
        var commands = new ArrayList<Request>(samples.size() * 2);
        for (Sample sample : samples) {
            String key = key(sample.kind(), sample.objectId());
            var hot = new HotSample(
                    sample.at().toEpochMilli(), sample.values(), sensors.getOrDefault(sample.objectId(), List.of()));
            commands.add(Request.cmd(Command.HSET).arg(key).arg(sample.source()).arg(hot.json()));
            commands.add(Request.cmd(Command.EXPIRE).arg(key).arg(EXPIRY_SECONDS));
        }
        return redis.batch(commands)
                .replaceWithVoid()
                .ifNoItem()
                .after(PATIENCE.multipliedBy(2))
                .fail()
                .onFailure()
                .invoke(this::goneAway)
                .onFailure()
                .recoverWithNull();
    }

    private boolean away() {
        return Instant.now().isBefore(awayUntil);
    }

    private void goneAway(Throwable failure) {
        if (!away()) {
            LOG.warnf("Redis does not answer, latest values come from the series: %s", failure.toString());
        }
        awayUntil = Instant.now().plus(PAUSE);
    }

    private static String key(String kind, UUID id) {
        return "pbd:inventory:" + kind + ":" + id;
    }
}
