package io.palebluedot.allocation.planner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Servers with free GPUs of one model, sorted by how many. Broken servers (some GPUs given away) are kept apart from whole ones, so that a small
 * request can leave the whole ones whole.
 */
final class Shelf {

    /** An installed server before one that would have to be installed. */
    private static final Comparator<Server> ORDER =
            Comparator.<Server, Boolean>comparing(s -> !s.facts().installed()).thenComparingInt(Server::order);

    private final String model;
    private final NavigableMap<Integer, NavigableSet<Server>> broken = new TreeMap<>();
    private final NavigableMap<Integer, NavigableSet<Server>> whole = new TreeMap<>();
    private int free;
    private int servers;

    Shelf(String model) {
        this.model = model;
    }

    String model() {
        return model;
    }

    /** Free GPUs on it. */
    int free() {
        return free;
    }

    /** Servers on it. */
    int servers() {
        return servers;
    }

    void put(Server server, int count, boolean isWhole) {
        side(isWhole).computeIfAbsent(count, k -> new TreeSet<>(ORDER)).add(server);
        free += count;
        servers++;
    }

    void take(Server server, int count, boolean isWhole) {
        var side = side(isWhole);
        var bucket = side.get(count);
        if (bucket == null || !bucket.remove(server)) {
            throw new IllegalStateException("server " + server.facts().id() + " is not on its shelf");
        }
        if (bucket.isEmpty()) {
            side.remove(count);
        }
        free -= count;
        servers--;
    }

    /** The server with the fewest free GPUs that still has {@code count}; broken ones first. */
    @Nullable
    Server tightest(int count, Set<Server> except) {
        var found = first(broken.tailMap(count), except);
        return found != null ? found : first(whole.tailMap(count), except);
    }

    @Nullable
    Server tightestWhole(int count, Set<Server> except) {
        return first(whole.tailMap(count), except);
    }

    /** All servers, most free GPUs first, whole ones before broken ones. */
    List<Map.Entry<Server, Integer>> largestFirst(int enough) {
        var all = new ArrayList<Map.Entry<Server, Integer>>();
        int sum = 0;
        int size = Math.max(largest(whole), largest(broken));
        while (size > 0 && sum < enough) {
            sum += add(all, whole.get(size), size) + add(all, broken.get(size), size);
            size = Math.max(below(whole, size), below(broken, size));
        }
        return all;
    }

    /** How many servers have {@code count} free. */
    int having(int count) {
        return count(broken.tailMap(count)) + count(whole.tailMap(count));
    }

    int wholes() {
        return count(whole);
    }

    /** The server with the most free GPUs. */
    Map.@Nullable Entry<Server, Integer> largest() {
        int size = Math.max(largest(whole), largest(broken));
        if (size == 0) {
            return null;
        }
        var bucket = whole.containsKey(size) ? whole.get(size) : broken.get(size);
        return bucket == null ? null : Map.entry(bucket.first(), size);
    }

    private NavigableMap<Integer, NavigableSet<Server>> side(boolean isWhole) {
        return isWhole ? whole : broken;
    }

    private static @Nullable Server first(Map<Integer, NavigableSet<Server>> side, Set<Server> except) {
        for (var bucket : side.values()) {
            for (Server server : bucket) {
                if (!except.contains(server)) {
                    return server;
                }
            }
        }
        return null;
    }

    private static int add(List<Map.Entry<Server, Integer>> all, @Nullable Set<Server> bucket, int size) {
        if (bucket == null) {
            return 0;
        }
        bucket.forEach(server -> all.add(Map.entry(server, size)));
        return bucket.size() * size;
    }

    private static int largest(NavigableMap<Integer, NavigableSet<Server>> side) {
        return side.isEmpty() ? 0 : side.lastKey();
    }

    private static int below(NavigableMap<Integer, NavigableSet<Server>> side, int size) {
        Integer next = side.lowerKey(size);
        return next == null ? 0 : next;
    }

    private static int count(Map<Integer, NavigableSet<Server>> side) {
        return side.values().stream().mapToInt(Set::size).sum();
    }
}
