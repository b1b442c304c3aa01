package io.palebluedot.local.server;

import io.palebluedot.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** nats-server with JetStream, on loopback, its store kept in its folder. */
public final class LocalNats implements AutoCloseable {

    private final int port;
    private final ChildProcess process;

    private LocalNats(int port, ChildProcess process) {
        this.port = port;
        this.process = process;
    }

    public static LocalNats start(Path tools, Path data, Path log, int port) {
        try {
            Files.createDirectories(data);
            var line = List.of(
                    new NatsBinary(tools).resolve().toString(),
                    "--jetstream",
                    "--store_dir",
                    data.toString(),
                    "--addr",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port));
            var process = ChildProcess.start(new ChildProcess.Command("nats", "TERM", line, Map.of(), data, log));
            Sockets.await(port, "nats", Duration.ofSeconds(20), process::alive);
            return new LocalNats(port, process);
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
