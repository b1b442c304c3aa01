package io.palebluedot.simulator.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The event log that the BMC keeps and the kernel log that the host keeps; each holds its newest 1,000 lines. */
public final class Logbook {

    private static final int CAPACITY = 1_000;

    private final Instant started;
    private final List<LogEntry> events = new ArrayList<>();
    private final List<String> kernel = new ArrayList<>();
    private int number;

    Logbook(Instant started) {
        this.started = started;
    }

    /** Adds to the event log. */
    public synchronized void event(Instant now, String severity, String message) {
        add(events, new LogEntry(++number, now, severity, message));
    }

    /** Adds to the kernel log, with seconds since start as the kernel prints them. */
    public synchronized void kernel(Instant now, String message) {
        double seconds = Duration.between(started, now).toMillis() / 1000.0;
        add(kernel, String.format(Locale.ROOT, "[%12.6f] %s", seconds, message));
    }

    /** The event log, oldest first. */
    public synchronized List<LogEntry> events() {
        return List.copyOf(events);
    }

    /** The kernel log, oldest first. */
    public synchronized List<String> kernel() {
        return List.copyOf(kernel);
    }

    /** Empties the event log. */
    public synchronized void clearEvents() {
        events.clear();
    }

    private static <T> void add(List<T> lines, T line) {
        lines.add(line);
        if (lines.size() > CAPACITY) {
            lines.removeFirst();
        }
    }
}
