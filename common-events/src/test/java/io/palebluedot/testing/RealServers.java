package io.palebluedot.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** PostgreSQL, Redis and NATS as child processes on loopback, once per JVM, in temporary folders. */
public final class RealServers {

    public static final String PASSWORD = "a-password-for-tests";

    private static @Nullable RealServers instance;

    private final EmbeddedPostgres postgres;
    private final int redisPort = freePort();
    private final int natsPort = freePort();
    private final Path natsData;
    private Process nats;
    private RedisServer redis;

    private RealServers() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "200")
                .start();
        redis = redis();
        natsData = Files.createTempDirectory("pbd-nats");
        nats = nats();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    public static synchronized RealServers get() {
        if (instance == null) {
            try {
                instance = new RealServers();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return instance;
    }

    public int postgresPort() {
        return postgres.getPort();
    }

    public int redisPort() {
        return redisPort;
    }

    public int natsPort() {
        return natsPort;
    }

    /** A database and its owner of the same name, unless they exist. */
    public void createDatabase(String name) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            var found = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'");
            if (!found.next()) {
                statement.execute("create role \"" + name + "\" login password '" + PASSWORD + "'");
                statement.execute("create database \"" + name + "\" owner \"" + name + "\"");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills nats-server as a power cut would, keeping or losing its store, and starts it again. */
    public void restartNats(boolean loseStore) {
        nats.destroyForcibly().onExit().join();
        try {
            if (loseStore) {
                delete(natsData);
            }
            nats = nats();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RedisServer redis() throws IOException {
        var server = RedisServer.newRedisServer()
                .port(redisPort)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        return server;
    }

    private Process nats() throws IOException {
        var binary = natsBinary();
        var process = new ProcessBuilder(List.of(
                        binary,
                        "--jetstream",
                        "--store_dir",
                        natsData.toString(),
                        "--addr",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(natsPort)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        awaitPort(natsPort);
        return process;
    }

    private static String natsBinary() {
        String binary = System.getenv("PBD_NATS_SERVER");
        return binary == null ? "nats-server" : binary;
    }

    private static void awaitPort(int port) throws IOException {
        var deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (true) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                if (Instant.now().isAfter(deadline)) {
                    throw e;
                }
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
        }
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void stop() {
        nats.destroy();
        try {
            redis.stop();
            postgres.close();
        } catch (IOException e) {
            System.err.println("servers not stopped: " + e);
        }
    }
}
