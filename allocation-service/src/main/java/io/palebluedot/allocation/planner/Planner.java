package io.palebluedot.allocation.planner;

import io.palebluedot.allocation.planner.Decision.Placed;
import io.palebluedot.allocation.planner.Decision.Refusal;
import io.palebluedot.allocation.planner.Decision.Refused;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Places one request in the fleet, all of it or nothing; changes nothing. */
public final class Planner {

    private Planner() {}

    public static Decision plan(Fleet fleet, Request request) {
        return switch (request.demand()) {
            case Demand.NamedGpus named -> NamedPlan.gpus(fleet, request, named);
            case Demand.WholeServer whole -> NamedPlan.wholeServer(fleet, request, whole);
            case Demand.GpusOfServer some -> NamedPlan.gpusOfServer(fleet, request, some);
            case Demand.Gpus gpus -> anywhere(fleet, request, gpus.count());
            case Demand.Servers servers -> anywhere(fleet, request, gangSize(servers));
        };
    }

    /**
     * A free GPU that can stand in for a failed one of the same allocation: same model, same server first, then another server that is installed
     * already, if the request lets it leave its server.
     */
    public static @Nullable Gpu replacement(Fleet fleet, Request request, Gpu failed) {
        String model = failed.facts().modelOrEmpty();
        var here = failed.server().free(model, request);
        if (!here.isEmpty()) {
            return here.getFirst();
        }
        var shelf = fleet.shelf(model);
        if (!request.mayLeaveServer() || shelf == null) {
            return null;
        }
        return shelf.largestFirst(Integer.MAX_VALUE).reversed().stream()
                .map(entry -> entry.getKey())
                .filter(server -> server.facts().installed())
                .flatMap(server -> server.free(model, request).stream())
                .findFirst()
                .orElse(null);
    }

    private static Decision anywhere(Fleet fleet, Request request, int gangSize) {
        for (Shelf shelf : shelves(fleet, request)) {
            if (shelf.free() < gangSize) {
                continue;
            }
            var picked = Packing.pack(shelf, request);
            if (picked != null) {
                return new Placed(picked, Words.placed(request, shelf, picked));
            }
        }
        return Words.refused(fleet, request, gangSize);
    }

    private static List<Shelf> shelves(Fleet fleet, Request request) {
        if (request.model() == null) {
            return fleet.shelves();
        }
        var shelf = fleet.shelf(request.model());
        return shelf == null ? List.of() : List.of(shelf);
    }

    private static int gangSize(Demand.Servers servers) {
        return servers.count() * (servers.gpusEach() == null ? 1 : servers.gpusEach());
    }

    /** Requests that name their hardware. */
    private static final class NamedPlan {

        static Decision gpus(Fleet fleet, Request request, Demand.NamedGpus named) {
            var picked = new LinkedHashSet<Gpu>();
            var reasons = new ArrayList<Explanation.Reason>();
            for (String ref : named.refs()) {
                var gpu = fleet.gpu(ref);
                if (gpu == null || !gpu.facts().present()) {
                    return new Refused(
                            Refusal.GPU_NOT_FOUND, Explanation.because(ref, "GPU_NOT_FOUND", "there is no GPU " + ref));
                }
                var because = because(request, gpu);
                if (because != null) {
                    reasons.add(new Explanation.Reason(gpu.facts().name(), "GPU_NOT_AVAILABLE", because));
                }
                picked.add(gpu);
            }
            if (!reasons.isEmpty()) {
                var first = reasons.getFirst();
                return new Refused(
                        Refusal.GPU_NOT_AVAILABLE,
                        new Explanation("GPU " + first.subject() + ": " + first.text(), reasons, servers(picked), 0));
            }
            return new Placed(List.copyOf(picked), Words.named(List.copyOf(picked)));
        }

        static Decision wholeServer(Fleet fleet, Request request, Demand.WholeServer whole) {
            var server = fleet.server(whole.ref());
            if (server == null) {
                return unknown(whole.ref());
            }
            var present = server.present();
            var reasons = present.stream()
                    .filter(g -> because(request, g) != null)
                    .map(g -> new Explanation.Reason(
                            g.facts().name(), "GPU_NOT_AVAILABLE", String.valueOf(because(request, g))))
                    .toList();
            return present.isEmpty() || !reasons.isEmpty()
                    ? notWhole(server, present.size(), reasons)
                    : new Placed(present, Words.named(present));
        }

        static Decision gpusOfServer(Fleet fleet, Request request, Demand.GpusOfServer some) {
            var server = fleet.server(some.ref());
            if (server == null) {
                return unknown(some.ref());
            }
            var candidates = server.present().stream().filter(request::takes).toList();
            if (candidates.size() < some.count()) {
                var text = "server " + server.facts().name() + " has " + candidates.size() + " such GPUs, "
                        + some.count() + " were asked for";
                return new Refused(
                        Refusal.EXCEEDS_FLEET,
                        Explanation.because(server.facts().name(), "EXCEEDS_FLEET", text));
            }
            var free = candidates.stream().filter(Gpu::free).toList();
            if (free.size() < some.count() || (request.exclusiveServer() && !server.wholeFree())) {
                var reasons = candidates.stream()
                        .filter(g -> !g.free())
                        .map(g -> new Explanation.Reason(
                                g.facts().name(), "GPU_NOT_AVAILABLE", String.valueOf(g.notFreeBecause())))
                        .toList();
                return notWhole(server, candidates.size(), reasons);
            }
            var picked = request.exclusiveServer() ? server.present() : free.subList(0, some.count());
            return new Placed(List.copyOf(picked), Words.named(picked));
        }

        private static @Nullable String because(Request request, Gpu gpu) {
            var notFree = gpu.notFreeBecause();
            if (notFree != null) {
                return notFree;
            }
            return request.takes(gpu) ? null : "it is not of the model or memory that was asked for";
        }

        private static Refused unknown(String ref) {
            return new Refused(
                    Refusal.SERVER_NOT_FOUND,
                    Explanation.because(ref, "SERVER_NOT_FOUND", "there is no server " + ref));
        }

        private static Refused notWhole(Server server, int present, List<Explanation.Reason> reasons) {
            String name = server.facts().name();
            var closed = server.notUsableBecause();
            String text;
            if (closed != null) {
                text = "server " + name + " is not open: " + closed;
            } else if (present == 0) {
                text = "server " + name + " has no GPU";
            } else {
                text = "server " + name + " has " + (present - reasons.size()) + " of " + present + " GPUs free";
            }
            var all = new ArrayList<Explanation.Reason>();
            all.add(new Explanation.Reason(name, "SERVER_NOT_AVAILABLE", text));
            all.addAll(reasons);
            return new Refused(Refusal.SERVER_NOT_AVAILABLE, new Explanation(text, List.copyOf(all), 1, 0));
        }

        private static int servers(Set<Gpu> gpus) {
            return (int) gpus.stream().map(Gpu::server).distinct().count();
        }
    }
}
