package io.palebluedot.gateway.gpu;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.inventory.v1.GetGpuMetricsResponse;
import io.palebluedot.proto.inventory.v1.Point;
import io.palebluedot.proto.inventory.v1.Series;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Series of one GPU. */
@Schema(name = "GpuMetrics")
public record GpuMetricsView(
        String gpuId,
        @Nullable Instant from,
        @Nullable Instant to,
        @Schema(description = "Seconds between points") int stepSeconds,
        List<SeriesView> series) {

    /** One metric over time. */
    @Schema(name = "Series")
    public record SeriesView(String name, @Nullable String unit, List<PointView> points) {

        static SeriesView of(Series s) {
            return new SeriesView(
                    s.getName(),
                    Wire.text(s.getUnit()),
                    s.getPointsList().stream().map(PointView::of).toList());
        }
    }

    /** One value. */
    @Schema(name = "Point")
    public record PointView(Instant at, double value) {

        static PointView of(Point p) {
            return new PointView(
                    Instant.ofEpochSecond(p.getAt().getSeconds(), p.getAt().getNanos()), p.getValue());
        }
    }

    static GpuMetricsView of(GetGpuMetricsResponse r) {
        return new GpuMetricsView(
                r.getGpuId(),
                Wire.instant(r.hasFrom(), r.getFrom()),
                Wire.instant(r.hasTo(), r.getTo()),
                r.getStepSeconds(),
                r.getSeriesList().stream().map(SeriesView::of).toList());
    }
}
