package io.palebluedot.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServersIT {

    @TempDir
    private Path folder;

    private final Path tools = Tools.ofCheckout();

    @Test
    void postgresKeepsItsDataAndIsDurable() throws SQLException {
        int port = Sockets.freePort();
        try (var server = LocalPostgres.start(tools, folder.resolve("pg"), folder.resolve("pg.log"), port, "pw")) {
            server.createDatabase("shop", "first");
            server.createDatabase("shop", "it's");
            try (var connection = connect(port);
                    var statement = connection.createStatement()) {
                statement.execute("create table kept (n int)");
                statement.execute("insert into kept values (7)");
                assertThat(show(statement, "show fsync")).isEqualTo("on");
                assertThat(show(statement, "show synchronous_commit")).isEqualTo("on");
                assertThat(show(statement, "show listen_addresses")).isEqualTo("127.0.0.1");
            }
        }
        try (var server = LocalPostgres.start(tools, folder.resolve("pg"), folder.resolve("pg.log"), port, "pw");
                var connection = connect(server.port());
                var statement = connection.createStatement()) {
            assertThat(show(statement, "select n from kept")).isEqualTo("7");
        }
        assertThat(listens(port)).isFalse();
    }

    @Test
    void redisAndNatsStartAndEnd() throws Exception {
        int redisPort = Sockets.freePort();
        int natsPort = Sockets.freePort();
        int monitoring = Sockets.freePort();
        try (var redis = LocalRedis.start(tools, folder.resolve("redis"), folder.resolve("redis.log"), redisPort);
                var nats = LocalNats.start(
                        tools, folder.resolve("nats"), folder.resolve("nats.log"), natsPort, monitoring)) {
            assertThat(redis.process().alive()).isTrue();
            assertThat(nats.process().alive()).isTrue();
            assertThat(listens(redisPort)).isTrue();
            assertThat(listens(natsPort)).isTrue();
            assertThat(read("http://127.0.0.1:" + monitoring + "/jsz")).contains("\"store_dir\"");
        }
        assertThat(listens(redisPort)).isFalse();
        assertThat(listens(natsPort)).isFalse();
    }

    @Test
    void childrenEndWhenTheirParentIsKilled() throws Exception {
        int redisPort = Sockets.freePort();
        int postgresPort = Sockets.freePort();
        int natsPort = Sockets.freePort();
        var parent = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Orphaner.class.getName(),
                        tools.toString(),
                        folder.toString(),
                        Integer.toString(redisPort),
                        Integer.toString(postgresPort),
                        Integer.toString(natsPort)))
                .inheritIO()
                .start();
        try {
            Sockets.await(postgresPort, "postgresql", Duration.ofSeconds(40), parent::isAlive);
            Sockets.await(redisPort, "redis", Duration.ofSeconds(40), parent::isAlive);
            Sockets.await(natsPort, "nats", Duration.ofSeconds(40), parent::isAlive);
        } finally {
            parent.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        assertThat(endsWithin(Duration.ofSeconds(20), redisPort)).isTrue();
        assertThat(endsWithin(Duration.ofSeconds(20), postgresPort)).isTrue();
        assertThat(endsWithin(Duration.ofSeconds(20), natsPort)).isTrue();
    }

    /** Starts three servers and waits to be killed. */
    static final class Orphaner {
        private Orphaner() {}

        public static void main(String[] args) throws InterruptedException {
            Path tools = Path.of(args[0]);
            Path folder = Path.of(args[1]);
            LocalRedis.start(tools, folder.resolve("r"), folder.resolve("r.log"), Integer.parseInt(args[2]));
            LocalPostgres.start(tools, folder.resolve("p"), folder.resolve("p.log"), Integer.parseInt(args[3]), "pw");
            LocalNats.start(tools, folder.resolve("n"), folder.resolve("n.log"), Integer.parseInt(args[4]));
            Thread.currentThread().join();
        }
    }

    @Test
    void aServerThatDoesNotStartIsToldWithItsLastWordsAndEnded() throws IOException {
        int port = Sockets.freePort();
        Path data = Files.createDirectories(folder.resolve("redis-broken/appendonlydir"));
        Files.writeString(data.getParent().resolve("appendonly.aof"), "this is no log of commands");
        assertThatThrownBy(() -> LocalRedis.start(tools, data.getParent(), folder.resolve("broken.log"), port))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("redis ended while it started; its last words:")
                .hasMessageContaining("broken.log");
        assertThat(listens(port)).isFalse();
    }

    private static String read(String url) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static java.sql.Connection connect(int port) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/shop", "shop", "it's");
    }

    private static String show(java.sql.Statement statement, String sql) throws SQLException {
        try (var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static boolean endsWithin(Duration limit, int port) {
        var end = Instant.now().plus(limit);
        while (Instant.now().isBefore(end)) {
            if (!listens(port)) {
                return true;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        return false;
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
