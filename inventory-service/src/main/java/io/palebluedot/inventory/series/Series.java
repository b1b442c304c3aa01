package io.palebluedot.inventory.series;

import java.time.Instant;
import java.util.List;

/** One metric over time, oldest point first. */
public record Series(String name, List<Point> points) {

    /** Average of the values within the step that begins at {@code at}. */
    public record Point(Instant at, double value) {}

    /** Unit by the name's ending; empty for a plain number. */
    public String unit() {
        for (String unit : List.of("percent", "celsius", "watts", "bytes", "mhz", "rpm", "seconds")) {
            if (name.endsWith("_" + unit) || name.endsWith("_" + unit + "_total")) {
                return unit;
            }
        }
        return "";
    }
}
