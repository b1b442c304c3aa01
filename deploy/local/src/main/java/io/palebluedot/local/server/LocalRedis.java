package io.palebluedot.local.server;

import io.palebluedot.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/** Redis from its Maven artifact, on loopback, data kept in its folder. */
public final class LocalRedis implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final int port;
    private final ChildProcess process;

    private LocalRedis(int port, ChildProcess process) {
        this.port = port;
        this.process = process;
    }

    public static LocalRedis start(Path tools, Path data, Path log, int port) {
        try {
            Files.createDirectories(data);
            var line = List.of(
                    binary(tools).toString(),
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    data.toString(),
                    "--appendonly",
                    "yes",
                    "--save",
                    "",
                    "--daemonize",
                    "no");
            var command = new ChildProcess.Command("redis", "TERM", line, Map.of(), data, log);
            return new LocalRedis(port, ServerProcess.start(command, port, START_LIMIT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }

    private static synchronized Path binary(Path tools) throws IOException {
        Path binary = tools.resolve("redis-server").toAbsolutePath();
        if (!Files.isExecutable(binary)) {
            Files.createDirectories(tools);
            Path fresh = ExecutableProvider.newJarResourceProvider().get().toPath();
            Path staged = Files.createTempFile(tools, "redis-", ".new");
            Files.copy(fresh, staged, StandardCopyOption.REPLACE_EXISTING);
            staged.toFile().setExecutable(true, false);
            Files.move(staged, binary, StandardCopyOption.ATOMIC_MOVE);
        }
        return binary;
    }
}
