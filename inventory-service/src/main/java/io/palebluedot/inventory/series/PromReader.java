package io.palebluedot.inventory.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.events.EventJson;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads with PromQL, as VictoriaMetrics understands it: it joins measurement and field with an underscore. */
@ApplicationScoped
class PromReader {

    private static final String PREFIX = LineProtocol.MEASUREMENT + "_";

    private final InfluxHttp http;

    PromReader(InfluxHttp http) {
        this.http = http;
    }

    Uni<List<Series>> read(UUID objectId, Window window) {
        long step = window.step().toMillis();
        // A point at t covers (t - step, t]; one millisecond earlier it is our [begin, begin + step).
        return http.get(
                        "/api/v1/query_range",
                        Map.of(
                                "query", query(objectId, window),
                                "start", seconds(window.from().toEpochMilli() + step - 1),
                                "end", seconds(window.to().toEpochMilli() + step - 2),
                                "step", window.step().toSeconds() + "s",
                                "nocache", "1"))
                .map(json -> series(json, step));
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    static String query(UUID objectId, Window window) {
        String names = window.names().isEmpty() ? ".+" : String.join("|", window.names());
        return "avg by (__name__) (avg_over_time({__name__=~\"" + PREFIX + "(" + names + ")\",object=\"" + objectId
                + "\"}[" + window.step().toSeconds() + "s]) keep_metric_names)";
    }

    static List<Series> series(String json, long stepMillis) {
        try {
            var series = new ArrayList<Series>();
            for (JsonNode result :
                    EventJson.mapper().readTree(json).path("data").path("result")) {
                String name = result.path("metric").path("__name__").asText();
                var points = new ArrayList<Series.Point>();
                for (JsonNode value : result.path("values")) {
                    points.add(new Series.Point(
                            Instant.ofEpochMilli(Math.round(value.get(0).asDouble() * 1000) - stepMillis + 1),
                            Double.parseDouble(value.get(1).asText())));
                }
                series.add(new Series(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name, points));
            }
            return series;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the time series database does not answer JSON", e);
        }
    }
}
