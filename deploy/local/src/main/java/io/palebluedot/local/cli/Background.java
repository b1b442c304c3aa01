package io.palebluedot.local.cli;

import io.palebluedot.local.server.LocalException;
import io.palebluedot.local.stack.Control;
import io.palebluedot.local.stack.StackConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts the supervisor apart from the terminal, waits until everything is ready, and ends it. */
final class Background {

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(6);

    private final StackConfig config;
    private volatile @Nullable Process launched;

    Background(StackConfig config) {
        this.config = config;
    }

    boolean running() {
        return Control.ask(config.data(), "status").isPresent();
    }

    /** Starts unless it runs already; passes the supervisor's progress lines on. */
    Control.Answer start(Consumer<String> progress) {
        var already = Control.ask(config.data(), "status");
        if (already.isPresent()) {
            return already.get();
        }
        try {
            Path log = config.log("supervisor");
            Files.createDirectories(log.getParent());
            // What an earlier supervisor said stays; only the new lines are passed on.
            long before = Files.exists(log) ? Files.size(log) : 0;
            var process = launch(log);
            launched = process;
            return await(process, log, before, progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what runs, or what is still starting, and waits for its end; passes the supervisor's progress lines on. */
    void stop(Consumer<String> progress) {
        try {
            Path log = config.log("supervisor");
            long before = Files.exists(log) ? Files.size(log) : 0;
            var running = Control.ask(config.data(), "down").flatMap(answer -> ProcessHandle.of(answer.pid()));
            var starting = launched;
            if (running.isPresent()) {
                awaitEnd(running.get(), log, before, progress);
            } else if (starting != null && starting.isAlive()) {
                starting.destroy();
                awaitEnd(starting.toHandle(), log, before, progress);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEnd(ProcessHandle process, Path log, long before, Consumer<String> progress)
            throws IOException {
        long end = System.nanoTime() + STOP_LIMIT.toNanos();
        int told = 0;
        while (process.isAlive()) {
            if (System.nanoTime() > end) {
                process.destroyForcibly();
            }
            var lines = Files.exists(log) ? linesSince(log, before) : List.<String>of();
            for (; told < lines.size(); told++) {
                progress.accept(lines.get(told));
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private Process launch(Path log) throws IOException {
        var line = new ArrayList<>(List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dpbd.repository=" + config.repository(),
                "-cp",
                System.getProperty("java.class.path"),
                Pbd.class.getName(),
                "supervise",
                "--data",
                config.data().toString(),
                "--port-offset",
                Integer.toString(config.ports().offset()),
                "--servers",
                Integer.toString(config.servers()),
                "--rack-speed",
                Double.toString(config.rackSpeed()),
                "--rule-for-scale",
                Double.toString(config.ruleForScale())));
        config.models().forEach(model -> line.addAll(List.of("--model", model)));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private Control.Answer await(Process process, Path log, long before, Consumer<String> progress) throws IOException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        int told = 0;
        while (true) {
            boolean alive = process.isAlive();
            var lines = linesSince(log, before);
            if (!alive) {
                throw new LocalException("it did not start: " + reason(lines));
            }
            for (; told < lines.size(); told++) {
                progress.accept(lines.get(told));
            }
            var answer = Control.ask(config.data(), "status");
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > end) {
                stop(line -> {});
                throw new LocalException("it is not ready after " + START_LIMIT.toSeconds() + " s; see " + log);
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static List<String> linesSince(Path log, long before) throws IOException {
        byte[] all = Files.readAllBytes(log);
        int begin = (int) Math.min(before, all.length);
        return new String(all, begin, all.length - begin, StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /** What the supervisor's command said when it failed, which begins as every message of pbd. */
    static String reason(List<String> lines) {
        String failure =
                lines.stream().dropWhile(line -> !line.startsWith(Pbd.PREFIX)).collect(Collectors.joining("\n"));
        if (!failure.isEmpty()) {
            return failure.substring(Pbd.PREFIX.length());
        }
        return lines.isEmpty() ? "no word why" : lines.getLast();
    }
}
