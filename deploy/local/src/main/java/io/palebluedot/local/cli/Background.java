package io.palebluedot.local.cli;

import io.palebluedot.local.server.LocalException;
import io.palebluedot.local.stack.Control;
import io.palebluedot.local.stack.StackConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Starts the supervisor apart from the terminal, waits until everything is ready, and ends it. */
final class Background {

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

    private final StackConfig config;

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
            Files.createDirectories(config.log("supervisor").getParent());
            Path log = config.log("supervisor");
            Files.deleteIfExists(log);
            Process process = launch(log);
            return await(process, log, progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        var answer = Control.ask(config.data(), "down");
        answer.ifPresent(running -> {
            var handle = ProcessHandle.of(running.pid());
            long end = System.nanoTime() + STOP_LIMIT.toNanos();
            while (handle.isPresent() && handle.get().isAlive()) {
                if (System.nanoTime() > end) {
                    handle.get().destroyForcibly();
                }
                LockSupport.parkNanos(50_000_000);
            }
        });
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
                "--rule-for-scale",
                Double.toString(config.ruleForScale())));
        config.models().forEach(model -> line.addAll(List.of("--model", model)));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(log.toFile())
                .start();
    }

    private Control.Answer await(Process process, Path log, Consumer<String> progress) throws IOException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        int told = 0;
        while (true) {
            var lines = Files.readAllLines(log);
            for (; told < lines.size(); told++) {
                progress.accept(lines.get(told));
            }
            var answer = Control.ask(config.data(), "status");
            if (answer.isPresent()) {
                return answer.get();
            }
            if (!process.isAlive()) {
                throw new LocalException("it did not start: " + (lines.isEmpty() ? "no word why" : lines.getLast()));
            }
            if (System.nanoTime() > end) {
                process.destroy();
                throw new LocalException("it is not ready after " + START_LIMIT.toSeconds() + " s; see " + log);
            }
            LockSupport.parkNanos(100_000_000);
        }
    }
}
