package io.palebluedot.inventory.series;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Numbers of metric names, given once and for ever. */
@ApplicationScoped
class MetricNames {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,79}");
    private static final int MAX_NAMES = 4_000;
    private static final String NUMBER = "with new as (insert into metric (name) select unnest($1::text[])"
            + " on conflict (name) do nothing returning id, name)"
            + " select id, name from new union select id, name from metric where name = any($1)";

    private final Pool pool;
    private final Counter refused;
    private final Map<String, Short> ids = new ConcurrentHashMap<>();

    MetricNames(Pool pool, MeterRegistry registry) {
        this.pool = pool;
        this.refused = registry.counter("pbd.series.names.refused");
    }

    /** The numbers of all names in the samples; a name that is malformed, or one too many, has none. */
    Uni<Map<String, Short>> ids(List<Sample> samples) {
        var missing = samples.stream()
                .flatMap(sample -> sample.values().keySet().stream())
                .distinct()
                .filter(name -> !ids.containsKey(name))
                .filter(this::allowed)
                .toArray(String[]::new);
        if (missing.length == 0) {
            return Uni.createFrom().item(ids);
        }
        return pool.preparedQuery(NUMBER)
                .execute(Tuple.tuple().addArrayOfString(missing))
                .invoke(rows -> rows.forEach(row -> ids.put(row.getString("name"), row.getShort("id"))))
                .replaceWith(ids);
    }

    private boolean allowed(String name) {
        boolean allowed = NAME.matcher(name).matches() && ids.size() < MAX_NAMES;
        if (!allowed) {
            refused.increment();
        }
        return allowed;
    }
}
