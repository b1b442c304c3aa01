package io.palebluedot.inventory.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.events.EventJson;
import io.palebluedot.inventory.InventoryConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads with InfluxQL, which InfluxDB 1, 2 and 3 share. */
@ApplicationScoped
class InfluxReader {

    private final InfluxHttp http;
    private final String bucket;

    InfluxReader(InfluxHttp http, InventoryConfig config) {
        this.http = http;
        this.bucket = config.influx().bucket();
    }

    Uni<List<Series>> read(UUID objectId, Window window) {
        return http.get("/query", Map.of("db", bucket, "epoch", "ms", "q", query(objectId, window)))
                .map(InfluxReader::series);
    }

    /** Names are checked by their pattern before they come here. */
    static String query(UUID objectId, Window window) {
        String fields = window.names().isEmpty()
                ? "mean(*)"
                : window.names().stream()
                        .map(name -> "mean(\"" + name + "\") as \"mean_" + name + "\"")
                        .collect(Collectors.joining(", "));
        long step = window.step().toSeconds();
        return "select " + fields + " from \"" + LineProtocol.MEASUREMENT + "\" where \"object\" = '" + objectId
                + "' and time >= " + window.from().toEpochMilli() + "ms and time < "
                + window.to().toEpochMilli() + "ms group by time(" + step + "s, "
                + window.from().toEpochMilli() % (step * 1000) + "ms) fill(none)";
    }

    static List<Series> series(String json) {
        try {
            var series = new ArrayList<Series>();
            for (JsonNode table :
                    EventJson.mapper().readTree(json).path("results").path(0).path("series")) {
                var columns = table.path("columns");
                for (int column = 1; column < columns.size(); column++) {
                    var points = points(table.path("values"), column);
                    if (!points.isEmpty()) {
                        series.add(new Series(columns.get(column).asText().replaceFirst("^mean_", ""), points));
                    }
                }
            }
            return series;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the time series database does not answer JSON", e);
        }
    }

    private static List<Series.Point> points(JsonNode rows, int column) {
        var points = new ArrayList<Series.Point>();
        for (JsonNode row : rows) {
            if (row.path(column).isNumber()) {
                points.add(new Series.Point(
                        Instant.ofEpochMilli(row.get(0).asLong()),
                        row.get(column).asDouble()));
            }
        }
        return points;
    }
}
