package io.palebluedot.local.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL server on loopback, seen by its superuser {@code postgres}. */
public final class PostgresAdmin {

    private final int port;
    private final String password;

    public PostgresAdmin(int port, String password) {
        this.port = port;
        this.password = password;
    }

    /** A database and the role of the same name that owns it; the password is set anew each time. */
    public void createDatabase(String name, String rolePassword) {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            String role = '"' + name + '"';
            String quoted = "'" + rolePassword.replace("'", "''") + "'";
            boolean known = exists(connection, "select 1 from pg_roles where rolname = ?", name);
            statement.execute((known ? "alter" : "create") + " role " + role + " login password " + quoted);
            if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
                statement.execute("create database " + role + " owner " + role);
            }
        } catch (SQLException e) {
            throw new LocalException("database " + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            query.setString(1, name);
            return query.executeQuery().next();
        }
    }
}
