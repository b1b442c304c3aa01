package io.palebluedot.local.server;

import io.palebluedot.local.process.ChildProcess;
import io.palebluedot.local.process.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * PostgreSQL from its Maven artifact: fsync on, loopback only, data kept in its folder. Works for root too: the server, which refuses root, then runs
 * in a user namespace of its own.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final int port;
    private final PostgresAdmin admin;
    private final ChildProcess process;

    private LocalPostgres(int port, String password, ChildProcess process) {
        this.port = port;
        this.admin = new PostgresAdmin(port, password);
        this.process = process;
    }

    /**
     * Starts the server, making its cluster first when there is none.
     *
     * @param tools folder in which the unpacked server is kept
     * @param password of the superuser {@code postgres}
     */
    public static LocalPostgres start(Path tools, Path data, Path log, int port, String password) {
        try {
            Path home = PostgresArchive.unpack(tools);
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(home, data, password);
            }
            var line = new ArrayList<>(asOtherUser());
            line.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString()));
            Map<String, String> settings = Map.of(
                    "port", Integer.toString(port),
                    "listen_addresses", "127.0.0.1",
                    "unix_socket_directories", "",
                    "fsync", "on",
                    "synchronous_commit", "on",
                    "max_connections", "250",
                    "shared_buffers", "256MB",
                    "max_wal_size", "2GB",
                    "timezone", "UTC");
            settings.forEach((key, value) -> line.addAll(List.of("-c", key + "=" + value)));
            // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
            var command = new ChildProcess.Command("postgresql", "INT", line, Map.of(), data, log);
            var server = new LocalPostgres(port, password, ServerProcess.start(command, port, START_LIMIT));
            server.awaitReady();
            return server;
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

    /** A database and the role of the same name that owns it; the password is set anew each time. */
    public void createDatabase(String name, String rolePassword) {
        admin.createDatabase(name, rolePassword);
    }

    @Override
    public void close() {
        process.close();
    }

    private void awaitReady() {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (var connection = admin.connect()) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                // "the database system is starting up"
                if (System.nanoTime() > end
                        || !process.alive()
                        || Thread.currentThread().isInterrupted()) {
                    process.close();
                    throw new LocalException("postgresql does not start: " + e.getMessage() + process.lastWords(), e);
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private static void initialise(Path home, Path data, String password) throws IOException {
        Files.createDirectories(
                data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path passwordFile = Files.createTempFile("pbd", ".pw");
        try {
            Files.writeString(passwordFile, password);
            var line = new ArrayList<>(asOtherUser());
            line.addAll(List.of(
                    home.resolve("bin/initdb").toString(),
                    "-D",
                    data.toString(),
                    "-U",
                    "postgres",
                    "--auth=scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "--encoding=UTF8",
                    "--locale=C.UTF-8"));
            var result = Tool.run(data, START_LIMIT, line);
            if (!result.ok()) {
                Tools.delete(data);
                throw new LocalException("the database cluster cannot be made in " + data + ":\n"
                        + result.output().strip() + hint());
            }
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private static String hint() {
        return asOtherUser().isEmpty()
                ? ""
                : "\nPostgreSQL refuses to run as root, so it is started in a user namespace; where the machine forbids"
                        + " those, run this as an ordinary user.";
    }

    /** PostgreSQL refuses root; inside a user namespace the same files belong to somebody else. */
    private static List<String> asOtherUser() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "--user") : List.of();
    }
}
