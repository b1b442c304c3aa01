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

/** Child processes on loopback in a temporary folder. */
final class ProcessServers implements TestServers {

    private final Path tools = Tools.ofCheckout();
    private final Path folder;
    private final LocalPostgres postgres;
    private final int redisPort = Sockets.freePort();
    private final int natsPort = Sockets.freePort();
    private LocalRedis redis;
    private LocalNats nats;

    ProcessServers() throws IOException {
        folder = Files.createTempDirectory("pbd-test-servers");
        postgres = LocalPostgres.start(
                tools, folder.resolve("pg"), folder.resolve("pg.log"), Sockets.freePort(), RealServers.PASSWORD);
        redis = startRedis();
        nats = startNats();
    }

    @Override
    public int postgresPort() {
        return postgres.port();
    }

    @Override
    public int redisPort() {
        return redisPort;
    }

    @Override
    public int natsPort() {
        return natsPort;
    }

    @Override
    public void createDatabase(String name) {
        postgres.createDatabase(name, RealServers.PASSWORD);
    }

    @Override
    public synchronized void restartNats(boolean loseStore) {
        nats.process().kill();
        if (loseStore) {
            delete(folder.resolve("nats"));
        }
        nats = startNats();
    }

    @Override
    public synchronized void restartRedis() {
        redis.process().kill();
        delete(folder.resolve("redis"));
        redis = startRedis();
    }

    @Override
    public synchronized void stop() {
        nats.close();
        redis.close();
        postgres.close();
        delete(folder);
    }

    private LocalRedis startRedis() {
        return LocalRedis.start(tools, folder.resolve("redis"), folder.resolve("redis.log"), redisPort);
    }

    private LocalNats startNats() {
        return LocalNats.start(tools, folder.resolve("nats"), folder.resolve("nats.log"), natsPort);
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
