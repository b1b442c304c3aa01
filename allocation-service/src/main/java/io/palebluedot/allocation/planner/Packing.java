package io.palebluedot.allocation.planner;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Best fit that leaves the largest gangs possible: a request that one server can take goes to the fullest server that can, broken servers before
 * whole ones; a larger one takes whole servers and the tightest place for its rest.
 */
final class Packing {

    private Packing() {}

    /** The GPUs for the request from one shelf, or null when it does not fit there. */
    static @Nullable List<Gpu> pack(Shelf all, Request request) {
        var shelf = narrowed(all, request);
        return switch (request.topology()) {
            case ANY -> within(shelf, request);
            case SAME_SERVER -> sameServer(shelf, request);
            case SAME_RACK -> sameGroup(shelf, request, s -> s.facts().rack());
            case SAME_NVLINK_DOMAIN -> sameDomain(shelf, request);
            case SPREAD_RACKS -> spread(shelf, request);
        };
    }

    private static @Nullable List<Gpu> within(Shelf shelf, Request request) {
        var parts = parts(shelf, request, count(request));
        return parts == null ? null : gpus(parts, shelf.model(), request);
    }

    private static @Nullable Map<Server, Integer> parts(Shelf shelf, Request request, int count) {
        if (request.demand() instanceof Demand.Servers servers) {
            return servers(shelf, count, servers.gpusEach());
        }
        return gang(shelf, count);
    }

    /** Number of GPUs, or of servers where servers are asked for. */
    private static int count(Request request) {
        return switch (request.demand()) {
            case Demand.Gpus gpus -> gpus.count();
            case Demand.Servers servers -> servers.count();
            case Demand.NamedGpus ignored -> throw new IllegalArgumentException("named");
            case Demand.WholeServer ignored -> throw new IllegalArgumentException("named");
            case Demand.GpusOfServer ignored -> throw new IllegalArgumentException("named");
        };
    }

    private static @Nullable Map<Server, Integer> servers(Shelf shelf, int count, @Nullable Integer each) {
        var parts = new LinkedHashMap<Server, Integer>();
        while (parts.size() < count) {
            var server = each == null ? shelf.tightestWhole(1, parts.keySet()) : shelf.tightest(each, parts.keySet());
            if (server == null) {
                return null;
            }
            parts.put(server, each == null ? server.present().size() : each);
        }
        return parts;
    }

    private static @Nullable Map<Server, Integer> gang(Shelf shelf, int count) {
        if (shelf.free() < count) {
            return null;
        }
        var single = shelf.tightest(count, Set.of());
        if (single != null) {
            return Map.of(single, count);
        }
        var parts = new LinkedHashMap<Server, Integer>();
        int rest = count;
        for (var entry : shelf.largestFirst(count)) {
            if (entry.getValue() >= rest) {
                var last = Objects.requireNonNull(shelf.tightest(rest, parts.keySet()));
                parts.put(last, rest);
                return parts;
            }
            parts.put(entry.getKey(), entry.getValue());
            rest -= entry.getValue();
        }
        return rest == 0 ? parts : null;
    }

    private static @Nullable List<Gpu> sameServer(Shelf shelf, Request request) {
        int needed = count(request);
        if (request.demand() instanceof Demand.Servers) {
            return needed == 1 ? within(shelf, request) : null;
        }
        var server = shelf.tightest(needed, Set.of());
        return server == null ? null : gpus(Map.of(server, needed), shelf.model(), request);
    }

    private static @Nullable List<Gpu> sameGroup(Shelf shelf, Request request, Function<Server, @Nullable String> key) {
        return tightestGroup(groups(shelf, key).values(), request);
    }

    /** The group with the least room that still takes it. */
    private static @Nullable List<Gpu> tightestGroup(Collection<Shelf> groups, Request request) {
        return groups.stream()
                .sorted(Comparator.comparingInt(Shelf::free))
                .map(group -> within(group, request))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable List<Gpu> sameDomain(Shelf shelf, Request request) {
        var domains = new TreeSet<String>();
        for (var entry : shelf.largestFirst(Integer.MAX_VALUE)) {
            for (Gpu gpu : entry.getKey().free(shelf.model(), request)) {
                if (gpu.facts().nvlinkDomain() != null) {
                    domains.add(gpu.facts().nvlinkDomain());
                }
            }
        }
        record Found(int room, List<Gpu> gpus) {}
        return domains.stream()
                .map(domain -> {
                    var group = domain(shelf, request, domain);
                    var parts = parts(group, request, count(request));
                    return parts == null ? null : new Found(group.free(), inDomain(parts, shelf, request, domain));
                })
                .filter(Objects::nonNull)
                .min(Comparator.comparingInt(Found::room))
                .map(Found::gpus)
                .orElse(null);
    }

    private static Shelf domain(Shelf shelf, Request request, String domain) {
        var group = new Shelf(shelf.model());
        for (var entry : shelf.largestFirst(Integer.MAX_VALUE)) {
            var server = entry.getKey();
            int size = domainGpus(server, shelf, request, domain).size();
            if (size > 0) {
                group.put(server, size, whole(server, size));
            }
        }
        return group;
    }

    private static List<Gpu> domainGpus(Server server, Shelf shelf, Request request, String domain) {
        return server.free(shelf.model(), request).stream()
                .filter(g -> domain.equals(g.facts().nvlinkDomain()))
                .toList();
    }

    private static List<Gpu> inDomain(Map<Server, Integer> parts, Shelf shelf, Request request, String domain) {
        var gpus = new ArrayList<Gpu>();
        parts.forEach((server, size) -> gpus.addAll(
                request.exclusiveServer()
                        ? server.present()
                        : domainGpus(server, shelf, request, domain).subList(0, size)));
        return gpus;
    }

    /** As even as possible over as many racks as possible. */
    private static @Nullable List<Gpu> spread(Shelf shelf, Request request) {
        int count = count(request);
        if (count == 1) {
            return within(shelf, request);
        }
        var racks = groups(shelf, s -> s.facts().rack()).values().stream()
                .sorted(Comparator.comparingInt(Shelf::free).reversed())
                .toList();
        for (int over = Math.min(count, racks.size()); over >= 2; over--) {
            var picked = evenly(racks.subList(0, over), request, count);
            if (picked != null) {
                return picked;
            }
        }
        return null;
    }

    private static @Nullable List<Gpu> evenly(List<Shelf> racks, Request request, int count) {
        var picked = new ArrayList<Gpu>();
        int larger = count % racks.size();
        for (int i = 0; i < racks.size(); i++) {
            int share = count / racks.size() + (i < larger ? 1 : 0);
            var parts = parts(racks.get(i), request, share);
            if (parts == null) {
                return null;
            }
            picked.addAll(gpus(parts, racks.get(i).model(), request));
        }
        return picked;
    }

    private static Map<String, Shelf> groups(Shelf shelf, Function<Server, @Nullable String> key) {
        var groups = new TreeMap<String, Shelf>();
        for (var entry : shelf.largestFirst(Integer.MAX_VALUE)) {
            var server = entry.getKey();
            var group = key.apply(server);
            if (group != null) {
                groups.computeIfAbsent(group, k -> new Shelf(shelf.model()))
                        .put(server, entry.getValue(), whole(server, entry.getValue()));
            }
        }
        return groups;
    }

    /** The shelf with only those GPUs counted that the request may take; the shelf itself where that is all. */
    private static Shelf narrowed(Shelf shelf, Request request) {
        if (request.minMemoryBytes() == 0 && !request.exclusiveServer()) {
            return shelf;
        }
        var narrow = new Shelf(shelf.model());
        for (var entry : shelf.largestFirst(Integer.MAX_VALUE)) {
            var server = entry.getKey();
            int size = server.free(shelf.model(), request).size();
            if (size > 0 && (whole(server, size) || !request.exclusiveServer())) {
                narrow.put(server, size, whole(server, size));
            }
        }
        return narrow;
    }

    /** Is the server all free, and are all its GPUs among those that count? */
    private static boolean whole(Server server, int counted) {
        return server.wholeFree() && counted == server.present().size();
    }

    private static List<Gpu> gpus(Map<Server, Integer> parts, String model, Request request) {
        var gpus = new ArrayList<Gpu>();
        var seen = new HashSet<Server>();
        parts.forEach((server, size) -> {
            if (seen.add(server)) {
                gpus.addAll(
                        request.exclusiveServer()
                                ? server.present()
                                : server.free(model, request).subList(0, size));
            }
        });
        return gpus;
    }
}
