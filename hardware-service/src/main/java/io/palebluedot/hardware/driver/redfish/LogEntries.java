package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.EventLogReader.LogEntry;
import io.smallrye.mutiny.Uni;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries of a log. BMCs list them oldest first or newest first, whole or as links, at once or in pages; a page with the newest is asked for by
 * {@code $skip}, and where that is not understood the pages are walked, up to a limit.
 */
final class LogEntries {

    /** Oldest first; {@code total} as the BMC counts. */
    record Newest(List<LogEntry> entries, int total) {}

    private static final int MAX_PAGES = 40;
    private static final int MAX_MESSAGE = 500;
    private static final Set<String> SEVERITIES = Set.of("OK", "Warning", "Critical");

    private final RedfishClient client;
    private final int limit;

    LogEntries(RedfishClient client, int limit) {
        this.client = client;
        this.limit = limit;
    }

    Uni<Newest> of(@Nullable String path) {
        return client.getIfPresent(path).chain(first -> {
            Integer counted = first.integer("Members@odata.count");
            int held = first.parts("Members").size();
            int total = counted == null ? held : Math.max(counted, held);
            return members(first, total).chain(this::whole).map(all -> newest(all, total));
        });
    }

    private Uni<List<Resource>> members(Resource first, int total) {
        var here = first.parts("Members");
        String next = first.link("Members@odata.nextLink");
        if (next == null) {
            next = Paths.of(String.valueOf(first.text("Members@odata.nextLink")));
        }
        String further = next;
        boolean enough = further == null || (newestFirst(here) && here.size() >= limit);
        if (enough) {
            return Uni.createFrom().item(here);
        }
        if (newestFirst(here) || total <= here.size()) {
            return walk(further, new ArrayList<>(here), 1);
        }
        return client.getRaw(first.path() + "?$skip=" + Math.max(0, total - limit))
                .map(answer -> new Resource(first.path(), answer.body()).parts("Members"))
                .chain(last -> last.isEmpty() || sameStart(last, here)
                        ? walk(further, new ArrayList<>(here), 1)
                        : Uni.createFrom().item(last));
    }

    private Uni<List<Resource>> walk(@Nullable String next, List<Resource> sofar, int pages) {
        if (next == null || pages == MAX_PAGES || (newestFirst(sofar) && sofar.size() >= limit)) {
            return Uni.createFrom().item(sofar);
        }
        return client.getIfPresent(next).chain(page -> {
            sofar.addAll(page.parts("Members"));
            String further = Paths.of(String.valueOf(page.text("Members@odata.nextLink")));
            return walk(next.equals(further) ? null : further, sofar, pages + 1);
        });
    }

    private static boolean sameStart(List<Resource> a, List<Resource> b) {
        return !b.isEmpty() && a.getFirst().json().equals(b.getFirst().json());
    }

    private static boolean newestFirst(List<Resource> entries) {
        if (entries.size() < 2) {
            return false;
        }
        var first = at(entries.getFirst());
        var last = at(entries.getLast());
        return first != null && last != null && first.isAfter(last);
    }

    /** Entries that came as links are read one by one, from the end that is the newer one. */
    private Uni<List<Resource>> whole(List<Resource> entries) {
        boolean links = !entries.isEmpty() && entries.stream().noneMatch(e -> e.text("Message") != null);
        if (!links) {
            return Uni.createFrom().item(entries);
        }
        var paths = entries.stream()
                .map(e -> e.link())
                .filter(java.util.Objects::nonNull)
                .toList();
        if (paths.size() <= limit) {
            return client.all(paths);
        }
        return client.all(List.of(paths.getFirst(), paths.getLast()))
                .chain(ends -> client.all(
                        newestFirst(ends)
                                ? paths.subList(0, limit)
                                : paths.subList(paths.size() - limit, paths.size())));
    }

    private Newest newest(List<Resource> resources, int total) {
        var inOrder = new ArrayList<>(resources);
        if (newestFirst(inOrder)) {
            Collections.reverse(inOrder);
        }
        var entries = new ArrayList<LogEntry>();
        for (var resource : inOrder) {
            var entry = entry(resource);
            if (entry != null) {
                entries.add(entry);
            }
        }
        if (entries.stream().allMatch(e -> e.at() != null)) {
            entries.sort(Comparator.comparing(e -> java.util.Objects.requireNonNull(e.at())));
        }
        int from = Math.max(0, entries.size() - limit);
        return new Newest(List.copyOf(entries.subList(from, entries.size())), total);
    }

    /** Null for a record that says nothing. */
    private static @Nullable LogEntry entry(Resource entry) {
        String message = GpuFacts.first(entry.text("Message"), entry.oemText("Message"));
        if (message == null) {
            return null;
        }
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        String severity = entry.text("Severity");
        return new LogEntry(
                entry.id(),
                at(entry),
                GpuFacts.first(entry.text("SensorType"), entry.text("SensorNumber")),
                severity != null && SEVERITIES.contains(severity) ? severity : null,
                line.length() > MAX_MESSAGE ? line.substring(0, MAX_MESSAGE) : line);
    }

    /** Null when absent or no date, and for the years before 2000 of a clock that was never set. */
    private static @Nullable Instant at(Resource entry) {
        String text = GpuFacts.first(entry.text("Created"), entry.text("EventTimestamp"));
        if (text == null) {
            return null;
        }
        try {
            var at = OffsetDateTime.parse(text);
            return at.getYear() < 2000 ? null : at.toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
