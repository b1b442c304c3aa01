package io.palebluedot.bench;

import io.palebluedot.local.demo.Api;
import io.palebluedot.local.demo.Demo;
import io.palebluedot.local.demo.Progress;
import io.palebluedot.local.secrets.LocalKeys;
import io.palebluedot.local.stack.PartStatus;
import io.palebluedot.local.stack.Ports;
import io.palebluedot.local.stack.StackConfig;
import io.palebluedot.local.stack.Supervisor;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * How long the six services take from their start to ready, all at once and with start caches, and their resident memory: when ready, and after the main job.
 * The first start makes the caches and the databases and is not measured.
 */
final class StartBench {

    private static final int STARTS = 5;
    private static final int PORT_OFFSET = 9_500;
    private static final double KIB_PER_MB = 1_000_000 / 1024.0;

    private final StackConfig config;

    StartBench(Path repository, Path folder) {
        config = new StackConfig(repository, folder, new Ports(PORT_OFFSET), 4, List.of(), 3, 0.01);
    }

    Report run() {
        start().close();
        var starts = new ArrayList<Map<String, PartStatus>>();
        for (int i = 1; i < STARTS; i++) {
            try (var stack = start()) {
                starts.add(services(stack));
            }
        }
        try (var stack = start()) {
            var ready = services(stack);
            starts.add(ready);
            mainJob();
            return new Report(figures(starts, ready, services(stack)));
        }
    }

    private Supervisor start() {
        var stack = new Supervisor(config, line -> {});
        stack.start();
        return stack;
    }

    private void mainJob() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var password = LocalKeys.in(config.secrets()).password("admin");
        var simulator = "http://127.0.0.1:" + config.ports().simulator();
        new Demo(new Api(config.ports().api()), simulator, password, config, new Progress(nowhere, false)).run();
    }

    private static Map<String, PartStatus> services(Supervisor stack) {
        var services = new LinkedHashMap<String, PartStatus>();
        stack.status().stream()
                .filter(part -> part.name().equals("gateway") || part.name().endsWith("-service"))
                .forEach(part -> services.put(part.name(), part));
        return services;
    }

    private static List<Figure> figures(
            List<Map<String, PartStatus>> starts, Map<String, PartStatus> ready, Map<String, PartStatus> worked) {
        var figures = new ArrayList<Figure>();
        figures.add(Figure.atMost(
                "all six services ready, median of " + STARTS, median(starts, StartBench::slowest), "s", 10));
        ready.keySet()
                .forEach(name ->
                        figures.add(Figure.of(name + " ready", median(starts, one -> seconds(one, name)), "s")));
        figures.add(Figure.atMost(
                "all six when ready, shared pages once", megabytes(ready, PartStatus::pssKib), "MB", 1_200));
        figures.add(Figure.of("all six when ready, sum of resident", megabytes(ready, PartStatus::rssKib), "MB"));
        figures.add(Figure.atMost(
                "all six after the main job, shared pages once", megabytes(worked, PartStatus::pssKib), "MB", 1_200));
        figures.add(
                Figure.of("all six after the main job, sum of resident", megabytes(worked, PartStatus::rssKib), "MB"));
        worked.forEach((name, part) ->
                figures.add(Figure.of(name + " resident after the main job", part.rssKib() / KIB_PER_MB, "MB")));
        return figures;
    }

    private static double slowest(Map<String, PartStatus> start) {
        return start.keySet().stream()
                .mapToDouble(name -> seconds(start, name))
                .max()
                .orElseThrow();
    }

    private static double seconds(Map<String, PartStatus> start, String name) {
        var part = start.get(name);
        return part == null ? Double.NaN : part.startMillis() / 1000.0;
    }

    private static double megabytes(Map<String, PartStatus> services, ToLongFunction<PartStatus> kib) {
        return services.values().stream().mapToLong(kib).sum() / KIB_PER_MB;
    }

    private static double median(
            List<Map<String, PartStatus>> starts, ToDoubleFunction<Map<String, PartStatus>> value) {
        var sorted = starts.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
