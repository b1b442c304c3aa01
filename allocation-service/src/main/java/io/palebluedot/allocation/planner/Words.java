package io.palebluedot.allocation.planner;

import io.palebluedot.allocation.planner.Decision.Refusal;
import io.palebluedot.allocation.planner.Decision.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Explanations for people. */
final class Words {

    private static final int MOST_REASONS = 20;

    private Words() {}

    static Explanation named(List<Gpu> gpus) {
        var servers = servers(gpus);
        var text = gpus.size() + " GPUs that were asked for by name, on " + servers;
        return new Explanation(
                text,
                List.of(new Explanation.Reason(servers, "NAMED", text)),
                (int) gpus.stream().map(Gpu::server).distinct().count(),
                1);
    }

    static Explanation placed(Request request, Shelf shelf, List<Gpu> gpus) {
        var reasons = new ArrayList<Explanation.Reason>();
        var byServer = new TreeMap<String, Integer>();
        gpus.forEach(g -> byServer.merge(g.server().facts().name(), 1, Integer::sum));
        if (request.model() == null) {
            reasons.add(new Explanation.Reason(
                    model(shelf.model()),
                    "MODEL_CHOSEN",
                    "the model with the most free GPUs that takes the whole request"));
        }
        byServer.forEach((server, count) -> {
            if (reasons.size() < MOST_REASONS) {
                reasons.add(new Explanation.Reason(server, "BEST_FIT", count + " GPUs"));
            }
        });
        String text = gpus.size() + " GPUs of " + model(shelf.model()) + " on " + byServer.size()
                + (byServer.size() == 1
                        ? " server, the tightest place that takes them"
                        : " servers, whole servers first and the tightest place for the rest");
        int alone = request.demand() instanceof Demand.Gpus(int count) ? shelf.having(count) : shelf.wholes();
        return new Explanation(text, List.copyOf(reasons), shelf.servers(), alone);
    }

    /** Why not, and what would have to be freed. */
    static Refused refused(Fleet fleet, Request request, int gangSize) {
        var present = new TreeMap<String, Integer>();
        var notFree = new TreeMap<String, Map<String, Integer>>();
        int considered = 0;
        for (Server server : fleet.servers()) {
            boolean fits = false;
            for (Gpu gpu : server.present()) {
                if (request.takes(gpu)) {
                    fits = true;
                    String model = gpu.facts().modelOrEmpty();
                    present.merge(model, 1, Integer::sum);
                    if (!gpu.free()) {
                        notFree.computeIfAbsent(model, k -> new TreeMap<>()).merge(kind(gpu), 1, Integer::sum);
                    }
                }
            }
            considered += fits ? 1 : 0;
        }
        int most = present.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (most < gangSize) {
            return exceeds(request, gangSize, most, considered);
        }
        var reasons = new ArrayList<Explanation.Reason>();
        present.forEach((model, count) ->
                reasons.addAll(reasons(fleet, request, gangSize, model, count, notFree.getOrDefault(model, Map.of()))));
        String text = "no room for " + what(request, gangSize) + " now";
        return new Refused(
                Refusal.NO_CAPACITY,
                new Explanation(
                        text, List.copyOf(reasons.subList(0, Math.min(reasons.size(), MOST_REASONS))), considered, 0));
    }

    private static Refused exceeds(Request request, int gangSize, int most, int considered) {
        String text = "the fleet has " + most + " GPUs of one model that match, " + what(request, gangSize)
                + " were asked for";
        var reason = new Explanation.Reason("fleet", "EXCEEDS_FLEET", text);
        return new Refused(Refusal.EXCEEDS_FLEET, new Explanation(text, List.of(reason), considered, 0));
    }

    private static List<Explanation.Reason> reasons(
            Fleet fleet, Request request, int gangSize, String model, int present, Map<String, Integer> notFree) {
        var reasons = new ArrayList<Explanation.Reason>();
        int free =
                present - notFree.values().stream().mapToInt(Integer::intValue).sum();
        var text = new StringBuilder(free + " of " + present + " matching GPUs are free");
        notFree.forEach(
                (kind, count) -> text.append(", ").append(count).append(' ').append(kind));
        reasons.add(new Explanation.Reason(model(model), "FREE_GPUS", text.toString()));
        if (free < gangSize) {
            reasons.add(new Explanation.Reason(
                    model(model), "TO_BE_FREED", (gangSize - free) + " more GPUs would have to be freed"));
            return reasons;
        }
        var shelf = fleet.shelf(model);
        var largest = shelf == null ? null : shelf.largest();
        if (largest != null) {
            reasons.add(new Explanation.Reason(
                    largest.getKey().facts().name(),
                    "LARGEST_PLACE",
                    "has the most free GPUs on one server: " + largest.getValue()
                            + (request.topology() == Topology.ANY
                                    ? ""
                                    : "; the free ones do not lie "
                                            + request.topology().wire())));
        }
        return reasons;
    }

    private static String kind(Gpu gpu) {
        if (gpu.facts().heldBy() != null) {
            return "held";
        }
        return gpu.server().notUsableBecause() != null ? "on servers that are not open" : "not offered by inventory";
    }

    private static String what(Request request, int gangSize) {
        var count = request.demand() instanceof Demand.Servers(int servers, Integer each)
                ? servers + " servers" + (each == null ? "" : " with " + each + " GPUs each")
                : gangSize + " GPUs";
        var model = request.model() == null ? "" : " of " + request.model();
        return count
                + model
                + (request.topology() == Topology.ANY
                        ? ""
                        : " " + request.topology().wire())
                + (request.exclusiveServer() ? " exclusively" : "");
    }

    private static String model(String model) {
        return model.isEmpty() ? "unknown model" : model;
    }

    private static String servers(List<Gpu> gpus) {
        return String.join(
                ", ",
                gpus.stream()
                        .map(g -> g.server().facts().name())
                        .distinct()
                        .limit(8)
                        .toList());
    }
}
