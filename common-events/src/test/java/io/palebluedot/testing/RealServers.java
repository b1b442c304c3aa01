package io.palebluedot.testing;

import io.palebluedot.local.server.Sockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, Redis and NATS, once per JVM: child processes on loopback, or containers with {@code -Dpbd.containers=docker}. */
public final class RealServers {

    public static final String PASSWORD = "a-password-for-tests";

    private static @Nullable RealServers instance;

    private final TestServers servers;

    private RealServers() throws IOException {
        String wanted = System.getProperty("pbd.containers", "none");
        servers = switch (wanted) {
            case "docker" -> new ContainerServers();
            case "none" -> new ProcessServers();
            default -> throw new IllegalArgumentException("pbd.containers is docker or none, not " + wanted);
        };
        Runtime.getRuntime().addShutdownHook(new Thread(servers::stop));
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
        return servers.postgresPort();
    }

    public int redisPort() {
        return servers.redisPort();
    }

    public int natsPort() {
        return servers.natsPort();
    }

    /** A database and its owner of the same name, unless they exist. */
    public void createDatabase(String name) {
        servers.createDatabase(name);
    }

    /** Kills nats-server as a crash would, keeping or losing its store, and starts it again. */
    public void restartNats(boolean loseStore) {
        servers.restartNats(loseStore);
    }

    /** Kills redis-server, losing what it held, and starts it again. */
    public void restartRedis() {
        servers.restartRedis();
    }

    public static int freePort() {
        return Sockets.freePort();
    }
}
