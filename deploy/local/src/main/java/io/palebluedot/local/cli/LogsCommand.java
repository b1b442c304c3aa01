package io.palebluedot.local.cli;

import io.palebluedot.local.server.LocalException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Shows a part's log; without a name lists the logs.")
final class LogsCommand implements Callable<Integer> {

    private static final int CHUNK = 65_536;

    @Mixin
    StackOptions stack = new StackOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "gateway, inventory-service, nats, …")
    @Nullable
    String name;

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on as the log grows.")
    boolean follow;

    @Override
    public Integer call() throws IOException {
        Path logs = stack.dataFolder().resolve("logs");
        if (name == null) {
            for (String log : names(logs)) {
                System.out.println(log);
            }
            return 0;
        }
        Path file = logs.resolve(name + ".log").normalize();
        if (!file.startsWith(logs) || !Files.exists(file)) {
            throw new LocalException("there is no log of '" + name + "'; there are " + String.join(", ", names(logs)));
        }
        print(file);
        return 0;
    }

    private void print(Path file) throws IOException {
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] chunk = new byte[CHUNK];
            while (true) {
                int n = log.read(chunk);
                if (n > 0) {
                    System.out.print(new String(chunk, 0, n, StandardCharsets.UTF_8));
                } else if (follow) {
                    LockSupport.parkNanos(200_000_000);
                } else {
                    return;
                }
            }
        }
    }

    private static List<String> names(Path logs) throws IOException {
        if (!Files.exists(logs)) {
            return List.of();
        }
        try (var files = Files.list(logs)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".log"))
                    .map(file -> file.substring(0, file.length() - 4))
                    .sorted()
                    .toList();
        }
    }
}
