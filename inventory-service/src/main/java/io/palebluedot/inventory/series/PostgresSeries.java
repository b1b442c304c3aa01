package io.palebluedot.inventory.series;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.inventory.InventoryConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Samples in daily partitions: one row per object, source and poll; many rows per statement. */
@ApplicationScoped
@Typed(PostgresSeries.class)
class PostgresSeries implements SeriesStore {

    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** The values of all rows in one array, cut by place and size: a batch is one statement with six parameters. */
    private static final String INSERT = "insert into sample (object_id, source, at, metrics, \"values\")"
            + " select r.object_id, r.source, r.at, ($5::smallint[])[r.place:r.place + r.size - 1],"
            + " ($6::float8[])[r.place:r.place + r.size - 1] from unnest($1::uuid[], $2::text[], $3::timestamptz[],"
            + " $4::int[], $7::int[]) as r (object_id, source, at, place, size) on conflict do nothing";

    private static final String READ = "select m.name, date_bin($4 * interval '1 second', s.at, $2) as bucket,"
            + " avg(u.value) as value from sample s cross join lateral unnest(s.metrics, s.\"values\") as u (metric, value)"
            + " join metric m on m.id = u.metric where s.object_id = $1 and s.at >= $2 and s.at < $3"
            + " and (cardinality($5::text[]) = 0 or m.name = any($5)) group by 1, 2 order by 1, 2";

    private static final String LATEST = "select distinct on (s.source) s.source, s.at, array(select m.name from"
            + " unnest(s.metrics) with ordinality as u (id, place) join metric m on m.id = u.id order by u.place) as names,"
            + " s.\"values\" from sample s where s.object_id = $1 and s.at > now() - interval '1 day'"
            + " order by s.source, s.at desc";

    private final Pool pool;
    private final MetricNames names;
    private final Duration retention;
    private final Set<LocalDate> days = ConcurrentHashMap.newKeySet();
    private final Counter stored;
    private final Counter refused;

    PostgresSeries(Pool pool, MetricNames names, InventoryConfig config, MeterRegistry registry) {
        this.pool = pool;
        this.names = names;
        this.retention = config.sampleRetention();
        this.stored = registry.counter("pbd.series.values.stored", "store", "postgres");
        this.refused = registry.counter("pbd.series.samples.refused", "store", "postgres");
    }

    @Override
    public Uni<Void> write(List<Sample> samples) {
        var now = Instant.now();
        var told = samples.stream().filter(s -> !s.values().isEmpty()).toList();
        var timely = told.stream()
                .filter(s -> s.at().isAfter(now.minus(retention)) && s.at().isBefore(now.plus(AHEAD)))
                .toList();
        refused.increment(told.size() - timely.size());
        if (timely.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return partitions(timely)
                .chain(() -> names.ids(timely))
                .chain(ids -> pool.preparedQuery(INSERT).execute(rows(timely, ids)))
                .invoke(() -> stored.increment(
                        timely.stream().mapToInt(s -> s.values().size()).sum()))
                .replaceWithVoid();
    }

    private Uni<Void> partitions(List<Sample> samples) {
        var missing = samples.stream()
                .map(s -> LocalDate.ofInstant(s.at(), ZoneOffset.UTC))
                .distinct()
                .filter(day -> !days.contains(day))
                .toList();
        return Multi.createFrom()
                .iterable(missing)
                .onItem()
                .transformToUniAndConcatenate(this::partition)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Makes sure of one day's partition. */
    Uni<Void> partition(LocalDate day) {
        return pool.preparedQuery("select sample_partition($1)")
                .execute(Tuple.of(day))
                .invoke(() -> days.add(day))
                .replaceWithVoid();
    }

    /** Drops what is older than the retention. */
    Uni<Integer> drop() {
        var first = LocalDate.ofInstant(Instant.now().minus(retention), ZoneOffset.UTC);
        days.removeIf(day -> day.isBefore(first));
        return pool.preparedQuery("select sample_drop_before($1)")
                .execute(Tuple.of(first))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    private static Tuple rows(List<Sample> samples, Map<String, Short> ids) {
        int size = samples.size();
        var objects = new UUID[size];
        var sources = new String[size];
        var times = new OffsetDateTime[size];
        var places = new Integer[size];
        var sizes = new Integer[size];
        var metrics = new ArrayList<Short>();
        var values = new ArrayList<Double>();
        for (int i = 0; i < size; i++) {
            var sample = samples.get(i);
            objects[i] = sample.objectId();
            sources[i] = sample.source();
            times[i] = OffsetDateTime.ofInstant(sample.at(), ZoneOffset.UTC);
            places[i] = metrics.size() + 1;
            sample.values().forEach((name, value) -> {
                Short id = ids.get(name);
                if (id != null) {
                    metrics.add(id);
                    values.add(value);
                }
            });
            sizes[i] = metrics.size() + 1 - places[i];
        }
        return Tuple.tuple()
                .addArrayOfUUID(objects)
                .addArrayOfString(sources)
                .addArrayOfOffsetDateTime(times)
                .addArrayOfInteger(places)
                .addArrayOfShort(metrics.toArray(Short[]::new))
                .addArrayOfDouble(values.toArray(Double[]::new))
                .addArrayOfInteger(sizes);
    }

    @Override
    public Uni<List<Series>> read(UUID objectId, Window window) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(objectId)
                        .addOffsetDateTime(OffsetDateTime.ofInstant(window.from(), ZoneOffset.UTC))
                        .addOffsetDateTime(OffsetDateTime.ofInstant(window.to(), ZoneOffset.UTC))
                        .addDouble((double) window.step().toSeconds())
                        .addArrayOfString(window.names().toArray(String[]::new)))
                .map(rows -> {
                    var points = new LinkedHashMap<String, List<Series.Point>>();
                    for (Row row : rows) {
                        points.computeIfAbsent(row.getString("name"), name -> new ArrayList<>())
                                .add(new Series.Point(
                                        row.getOffsetDateTime("bucket").toInstant(), row.getDouble("value")));
                    }
                    return points.entrySet().stream()
                            .map(entry -> new Series(entry.getKey(), entry.getValue()))
                            .toList();
                });
    }

    @Override
    public Uni<List<Sample>> latest(UUID objectId) {
        return pool.preparedQuery(LATEST).execute(Tuple.of(objectId)).map(rows -> {
            var samples = new ArrayList<Sample>();
            for (Row row : rows) {
                String[] metricNames = row.getArrayOfStrings("names");
                Double[] metricValues = row.getArrayOfDoubles("values");
                var values = new HashMap<String, Double>();
                for (int i = 0; i < metricNames.length; i++) {
                    values.put(metricNames[i], metricValues[i]);
                }
                samples.add(new Sample(
                        objectId,
                        objectId,
                        "",
                        row.getString("source"),
                        row.getOffsetDateTime("at").toInstant(),
                        values));
            }
            return samples;
        });
    }
}
