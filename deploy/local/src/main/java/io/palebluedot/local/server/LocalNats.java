package io.palebluedot.local.server;

import io.palebluedot.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** nats-server with JetStream, on loopback, its store kept in its folder. */
public final class LocalNats implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final int port;
    private final ChildProcess process;

    private LocalNats(int port, ChildProcess process) {
        this.port = port;
        this.process = process;
    }

    /** Starts without the monitoring port. */
    public static LocalNats start(Path tools, Path data, Path log, int port) {
        return start(tools, data, log, port, List.of());
    }

    /**
     * Starts the server.
     *
     * @param tools folder in which the server's executable is kept
     * @param monitoring port of {@code /varz}, {@code /jsz} and the like, on loopback too
     */
    public static LocalNats start(Path tools, Path data, Path log, int port, int monitoring) {
        return start(tools, data, log, port, List.of("--http_port", Integer.toString(monitoring)));
    }

    private static LocalNats start(Path tools, Path data, Path log, int port, List<String> more) {
        try {
            Files.createDirectories(data);
            var line = new ArrayList<>(List.of(
                    new NatsBinary(tools).resolve().toString(),
                    "--jetstream",
                    "--store_dir",
                    data.toString(),
                    "--addr",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port)));
            line.addAll(more);
            var command = new ChildProcess.Command("nats", "TERM", line, Map.of(), data, log);
            return new LocalNats(port, ServerProcess.start(command, port, START_LIMIT));
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
}
