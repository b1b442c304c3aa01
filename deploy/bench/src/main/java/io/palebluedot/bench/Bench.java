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

    private static final List<String> NAMES = List.of("events", "start");

    private Bench() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0 || !NAMES.contains(arguments[0])) {
            System.err.println("bench: the first argument must be one of: " + String.join(", ", NAMES));
            System.exit(2);
        }
        Path folder = Files.createTempDirectory("pbd-bench");
        int status;
        try {
            status = arguments[0].equals("start") ? start(folder, arguments) : events(folder, arguments);
        } finally {
            delete(folder);
        }
        System.exit(status);
    }

    private static int start(Path folder, String[] arguments) {
        var report =
                new StartBench(Path.of(System.getProperty("pbd.repository", "")).toAbsolutePath(), folder).run();
        System.out.println(List.of(arguments).contains("--json") ? report.json() : report.table());
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
