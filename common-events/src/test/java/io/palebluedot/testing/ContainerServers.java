package io.palebluedot.testing;

import io.palebluedot.local.server.PostgresAdmin;
import io.palebluedot.local.server.Sockets;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Containers of a Docker engine, with the versions that the compose file runs; their ports stay the same when they are started again. */
final class ContainerServers implements TestServers {

    private static final int POSTGRES = 5432;
    private static final int REDIS = 6379;
    private static final int NATS = 4222;

    private final int postgresPort = Sockets.freePort();
    private final int redisPort = Sockets.freePort();
    private final int natsPort = Sockets.freePort();
    private final GenericContainer<?> postgres = new GenericContainer<>("postgres:18.1")
            .withEnv("POSTGRES_PASSWORD", RealServers.PASSWORD)
            .waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*", 2));
    private GenericContainer<?> redis = redis();
    private GenericContainer<?> nats = nats();

    ContainerServers() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException(
                    "-Dpbd.containers=docker needs a Docker engine and none answers; without it the same servers run as child processes");
        }
        start(postgres, postgresPort, POSTGRES);
        start(redis, redisPort, REDIS);
        start(nats, natsPort, NATS);
    }

    private static GenericContainer<?> redis() {
        return new GenericContainer<>("redis:7.2.7").waitingFor(Wait.forListeningPort());
    }

    private static GenericContainer<?> nats() {
        return new GenericContainer<>("nats:2.11.4-alpine")
                .withCommand("--jetstream", "--store_dir", "/data")
                .waitingFor(Wait.forLogMessage(".*Server is ready.*", 1));
    }

    private static void start(GenericContainer<?> container, int port, int inside) {
        container.withExposedPorts(inside);
        container.setPortBindings(List.of("127.0.0.1:" + port + ":" + inside));
        container.start();
    }

    @Override
    public int postgresPort() {
        return postgresPort;
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
        new PostgresAdmin(postgresPort, RealServers.PASSWORD).createDatabase(name, RealServers.PASSWORD);
    }

    @Override
    public synchronized void restartNats(boolean loseStore) {
        kill(nats);
        if (loseStore) {
            nats.stop();
            nats = nats();
            start(nats, natsPort, NATS);
        } else {
            nats.getDockerClient().startContainerCmd(nats.getContainerId()).exec();
        }
    }

    @Override
    public synchronized void restartRedis() {
        kill(redis);
        redis.stop();
        redis = redis();
        start(redis, redisPort, REDIS);
    }

    @Override
    public synchronized void stop() {
        nats.stop();
        redis.stop();
        postgres.stop();
    }

    private static void kill(GenericContainer<?> container) {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }
}
