package io.palebluedot.allocation.planner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One server in the picture of the fleet, with its GPUs in order of their index. */
public final class Server {

    private static final Comparator<Gpu> BY_INDEX = Comparator.<Gpu>comparingInt(
                    g -> g.facts().index())
            .thenComparing(g -> g.facts().id());

    private final int order;
    private final List<Gpu> gpus = new ArrayList<>();
    private ServerFacts facts;
    /** Free GPUs by model as the shelves know them; only {@link Fleet} changes it, together with the shelves. */
    private Map<String, Integer> shelved = Map.of();

    private boolean shelvedWhole;

    Server(int order, ServerFacts facts) {
        this.order = order;
        this.facts = facts;
    }

    public ServerFacts facts() {
        return facts;
    }

    /** Its GPUs, removed ones too. */
    public List<Gpu> gpus() {
        return gpus;
    }

    int order() {
        return order;
    }

    void facts(ServerFacts next) {
        facts = next;
    }

    void add(Gpu gpu) {
        gpus.add(gpu);
        gpus.sort(BY_INDEX);
    }

    void remove(Gpu gpu) {
        gpus.remove(gpu);
    }

    boolean usable() {
        return facts.open() && (facts.installed() || facts.deployingFor() == null);
    }

    @Nullable
    String notUsableBecause() {
        if (!facts.open()) {
            return facts.closedBecause() == null ? "not open" : facts.closedBecause();
        }
        return usable() ? null : "it is being installed for allocation " + facts.deployingFor();
    }

    /** Is every GPU that it has free, and is there one? */
    public boolean wholeFree() {
        boolean any = false;
        for (Gpu gpu : gpus) {
            if (gpu.facts().present()) {
                if (!gpu.free()) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    Map<String, Integer> freeByModel() {
        var counts = new HashMap<String, Integer>();
        if (usable()) {
            for (Gpu gpu : gpus) {
                if (gpu.free()) {
                    counts.merge(gpu.facts().modelOrEmpty(), 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    List<Gpu> free(String model, Request request) {
        return gpus.stream()
                .filter(g -> g.free() && g.facts().modelOrEmpty().equals(model) && request.takes(g))
                .toList();
    }

    List<Gpu> present() {
        return gpus.stream().filter(g -> g.facts().present()).toList();
    }

    Map<String, Integer> shelved() {
        return shelved;
    }

    boolean shelvedWhole() {
        return shelvedWhole;
    }

    void shelved(Map<String, Integer> counts, boolean whole) {
        shelved = counts;
        shelvedWhole = whole;
    }
}
