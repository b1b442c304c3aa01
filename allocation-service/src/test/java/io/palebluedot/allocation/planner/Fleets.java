package io.palebluedot.allocation.planner;

import java.util.List;
import java.util.Random;

/** Fleets for tests; server {@code s1} has the GPUs {@code s1-g0}, {@code s1-g1} and so on. */
final class Fleets {

    static final long GB = 1L << 30;

    private Fleets() {}

    static Fleet of(int servers, int gpusEach, String model) {
        var fleet = new Fleet();
        for (int i = 1; i <= servers; i++) {
            add(fleet, "s" + i, "rack" + (i % 4), gpusEach, model);
        }
        return fleet;
    }

    static void add(Fleet fleet, String server, String rack, int gpus, String model) {
        fleet.put(new ServerFacts(server, server, rack, true, true, null, null));
        for (int i = 0; i < gpus; i++) {
            fleet.put(gpu(server, i, model));
        }
    }

    static GpuFacts gpu(String server, int index, String model) {
        String id = server + "-g" + index;
        return new GpuFacts(id, id, server, index, model, 80 * GB, server + "-nv", true, true, null, null);
    }

    static void hold(Fleet fleet, String server, int count) {
        var taken = fleet.server(server).gpus().stream()
                .filter(Gpu::free)
                .limit(count)
                .toList();
        fleet.hold("other", taken);
    }

    static List<String> ids(Decision decision) {
        return ((Decision.Placed) decision)
                .gpus().stream().map(g -> g.facts().id()).toList();
    }

    static List<String> servers(Decision decision) {
        return ((Decision.Placed) decision)
                .servers().stream().map(s -> s.facts().id()).toList();
    }

    /** A fleet with holes: models, closed servers, faulty GPUs, uninstalled servers, held GPUs. */
    static Fleet random(Random random) {
        var fleet = new Fleet();
        int servers = 1 + random.nextInt(30);
        for (int i = 0; i < servers; i++) {
            String name = "s" + i;
            String model = random.nextBoolean() ? "H100" : "A100";
            boolean open = random.nextInt(8) != 0;
            String rack = random.nextInt(6) == 0 ? null : "rack" + random.nextInt(5);
            fleet.put(new ServerFacts(name, name, rack, open, random.nextBoolean(), null, open ? null : "closed"));
            int gpus = 1 + random.nextInt(8);
            for (int g = 0; g < gpus; g++) {
                var facts = gpu(name, g, model);
                boolean offered = random.nextInt(10) != 0;
                fleet.put(new GpuFacts(
                        facts.id(),
                        facts.name(),
                        name,
                        g,
                        model,
                        (random.nextBoolean() ? 80 : 40) * GB,
                        random.nextInt(5) == 0 ? null : "nv" + (i / 2),
                        true,
                        offered,
                        random.nextInt(4) == 0 ? "somebody" : null,
                        offered ? null : "it is faulty"));
            }
        }
        return fleet;
    }
}
