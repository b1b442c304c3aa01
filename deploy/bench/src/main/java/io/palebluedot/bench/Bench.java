package io.palebluedot.bench;

import io.palebluedot.local.secrets.LocalKeys;
import io.palebluedot.local.server.LocalNats;
import io.palebluedot.local.server.LocalPostgres;
import io.palebluedot.local.server.Sockets;
import io.palebluedot.local.server.Tools;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code bench NAME [--json]}: starts servers of its own in a temporary folder, measures, and removes them. */
@QuarkusMain
public class Bench {

    private static final String PASSWORD = "a-password-for-one-run";

    private static final List<String> NAMES = List.of("bmc", "events", "start");

    private Bench() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0 || !NAMES.contains(arguments[0])) {
            System.err.println("bench: the first argument must be one of: " + String.join(", ", NAMES));
            System.exit(2);
        }
        Path folder = Files.createTempDirectory("pbd-bench");
        int status;
        try {
            status = switch (arguments[0]) {
                case "bmc" -> bmc(folder, arguments);
                case "start" -> start(folder, arguments);
                default -> events(folder, arguments);
            };
        } finally {
            delete(folder);
        }
        System.exit(status);
    }

    private static int bmc(Path folder, String[] arguments) {
        var report = new BmcBench(
                        repository(), folder, number(arguments, "--servers", 1_000), number(arguments, "--window", 190))
                .run();
        print(report, arguments);
        return 0;
    }

    private static int number(String[] arguments, String name, int otherwise) {
        int at = List.of(arguments).indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(arguments[at + 1]);
    }

    private static Path repository() {
        return Path.of(System.getProperty("pbd.repository", "")).toAbsolutePath();
    }

    private static void print(Report report, String[] arguments) {
        System.out.println(List.of(arguments).contains("--json") ? report.json() : report.table());
    }

    private static int start(Path folder, String[] arguments) {
        print(new StartBench(repository(), folder).run(), arguments);
        return 0;
    }

    private static int events(Path folder, String[] arguments) {
        Path tools = Tools.ofCheckout();
        try (var postgres = LocalPostgres.start(
                        tools, folder.resolve("pg"), folder.resolve("pg.log"), Sockets.freePort(), PASSWORD);
                var nats = LocalNats.start(
                        tools, folder.resolve("nats"), folder.resolve("nats.log"), Sockets.freePort())) {
            postgres.createDatabase("bench", PASSWORD);
            var keys = LocalKeys.in(folder.resolve("secrets"));
            settings(postgres, nats).forEach(System::setProperty);
            keys.environment().forEach(System::setProperty);
            var done = new int[] {1};
            Quarkus.run(
                    EventsBench.class,
                    (code, failure) -> {
                        if (failure != null) {
                            failure.printStackTrace();
                        }
                        done[0] = failure == null ? code : 1;
                    },
                    arguments);
            return done[0];
        }
    }

    private static Map<String, String> settings(LocalPostgres postgres, LocalNats nats) {
        return Map.of(
                "DB_HOST",
                "127.0.0.1",
                "DB_PORT",
                Integer.toString(postgres.port()),
                "DB_PASSWORD",
                PASSWORD,
                "NATS_URL",
                "nats://127.0.0.1:" + nats.port(),
                "SERVER_PORT",
                "0");
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
