package io.palebluedot.e2e;

import io.palebluedot.local.demo.Api;
import io.palebluedot.local.demo.Demo;
import io.palebluedot.local.demo.Progress;
import io.palebluedot.local.secrets.LocalKeys;
import io.palebluedot.local.stack.Ports;
import io.palebluedot.local.stack.StackConfig;
import io.palebluedot.local.stack.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The whole installation, started for one test class in a temporary folder on ports of its own. */
final class RunningStack implements AutoCloseable {

    private final Path data;
    private final StackConfig config;
    private final Supervisor supervisor;

    RunningStack(int portOffset, int servers, List<String> models) {
        try {
            data = Files.createTempDirectory("pbd-e2e");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        config = new StackConfig(repository(), data, new Ports(portOffset), servers, models, 3, 0.01);
        supervisor = new Supervisor(config, line -> System.out.println("  " + line));
        try {
            supervisor.start();
        } catch (RuntimeException e) {
            printLogs();
            throw e;
        }
    }

    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("deploy/pbd"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    Supervisor supervisor() {
        return supervisor;
    }

    StackConfig config() {
        return config;
    }

    String simulator() {
        return "http://127.0.0.1:" + config.ports().simulator();
    }

    /** A client that is signed in as the first admin. */
    Api signedIn() {
        var api = new Api(config.ports().api());
        api.signIn("admin", LocalKeys.in(config.secrets()).password("admin"));
        return api;
    }

    Demo demo() {
        return new Demo(
                new Api(config.ports().api()),
                simulator(),
                LocalKeys.in(config.secrets()).password("admin"),
                config,
                new Progress(System.out, false));
    }

    /** The end of each service's log: what a failed run on a machine that is gone leaves behind. */
    void printLogs() {
        try (var logs = Files.list(data.resolve("logs"))) {
            for (Path log : logs.sorted().toList()) {
                var lines = Files.readAllLines(log);
                System.out.println("---- " + log.getFileName());
                lines.subList(Math.max(0, lines.size() - 25), lines.size()).forEach(System.out::println);
            }
        } catch (IOException e) {
            System.out.println("no logs: " + e);
        }
    }

    @Override
    public void close() {
        supervisor.close();
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
