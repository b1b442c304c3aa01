package io.palebluedot.simulator.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The event log that the BMC keeps and the kernel log that the host keeps; each holds its newest 1,000 lines. */
public final class Logbook {

    private static final int CAPACITY = 1_000;

    private final Instant started;
    private final List<LogEntry> events = new ArrayList<>();
    private final List<String> kernel = new ArrayList<>();
    private final List<Consumer<LogEntry>> listeners = new CopyOnWriteArrayList<>();
    private int number;

    Logbook(Instant started) {
        this.started = started;
    }

    /** Calls back after every new event, outside the monitor. */
    public void onEvent(Consumer<LogEntry> listener) {
        listeners.add(listener);
    }

    /** Adds to the event log. */
    public void event(Instant now, String severity, String message) {
        LogEntry entry = append(now, severity, message);
        listeners.forEach(listener -> listener.accept(entry));
    }

    private synchronized LogEntry append(Instant now, String severity, String message) {
        LogEntry entry = new LogEntry(++number, now, severity, message);
        add(events, entry);
        return entry;
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
