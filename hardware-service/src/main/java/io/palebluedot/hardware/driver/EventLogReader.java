package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a BMC has written down of its server. */
public interface EventLogReader {

    /**
     * One entry.
     *
     * @param at null when the BMC's clock was not set
     * @param sensor the sensor's name or number, where a sensor is meant
     * @param severity OK, Warning or Critical, where the log tells
     * @param message English, one line
     */
    record LogEntry(
            String id,
            @Nullable Instant at,
            @Nullable String sensor,
            @Nullable String severity,
            String message) {}

    /** The newest entries, oldest of them first; {@code dropped} tells that the BMC had no room for further ones. */
    record EventLog(List<LogEntry> entries, int total, boolean dropped) {}

    Uni<EventLog> readLog(Bmc bmc, int limit);
}
