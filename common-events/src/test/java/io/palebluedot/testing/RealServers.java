package io.palebluedot.testing;

import io.palebluedot.local.server.LocalNats;
import io.palebluedot.local.server.LocalPostgres;
import io.palebluedot.local.server.LocalRedis;
import io.palebluedot.local.server.Sockets;
import io.palebluedot.local.server.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, Redis and NATS as child processes on loopback, once per JVM, in a temporary folder. */
public final class RealServers {

    public static final String PASSWORD = "a-password-for-tests";

    private static @Nullable RealServers instance;

    private final Path tools = Tools.ofCheckout();
    private final Path folder;
    private final LocalPostgres postgres;
    private final int redisPort = freePort();
    private final int natsPort = freePort();
    private LocalRedis redis;
    private LocalNats nats;

    private RealServers() throws IOException {
        folder = Files.createTempDirectory("pbd-test-servers");
        postgres = LocalPostgres.start(tools, folder.resolve("pg"), folder.resolve("pg.log"), freePort(), PASSWORD);
        redis = LocalRedis.start(tools, folder.resolve("redis"), folder.resolve("redis.log"), redisPort);
        nats = LocalNats.start(tools, folder.resolve("nats"), folder.resolve("nats.log"), natsPort);
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
        return postgres.port();
    }

    public int redisPort() {
        return redisPort;
    }

    public int natsPort() {
        return natsPort;
    }

    /** A database and its owner of the same name, unless they exist. */
    public void createDatabase(String name) {
        postgres.createDatabase(name, PASSWORD);
    }

    /** Kills nats-server as a crash would, keeping or losing its store, and starts it again. */
    public synchronized void restartNats(boolean loseStore) {
        nats.process().kill();
        if (loseStore) {
            delete(folder.resolve("nats"));
        }
        nats = LocalNats.start(tools, folder.resolve("nats"), folder.resolve("nats.log"), natsPort);
    }

    /** Kills redis-server, losing what it held, and starts it again. */
    public synchronized void restartRedis() {
        redis.process().kill();
        delete(folder.resolve("redis"));
        redis = LocalRedis.start(tools, folder.resolve("redis"), folder.resolve("redis.log"), redisPort);
    }

    public static int freePort() {
        return Sockets.freePort();
    }

    private synchronized void stop() {
        nats.close();
        redis.close();
        postgres.close();
        delete(folder);
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
