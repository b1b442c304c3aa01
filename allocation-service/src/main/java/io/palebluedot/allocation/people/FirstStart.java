package io.palebluedot.allocation.people;

import io.palebluedot.allocation.AllocationConfig;
import io.palebluedot.allocation.signin.Passwords;
import io.palebluedot.events.Ids;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * An empty database gets the project {@code default} and the administrator {@code admin}, before the first call is taken: on the starting thread,
 * which may block, over the connection that the migrations used.
 */
@ApplicationScoped
class FirstStart {

    private static final Logger LOG = Logger.getLogger(FirstStart.class);
    private static final int PASSWORD_BYTES = 18;

    private final DataSource database;
    private final AllocationConfig config;

    FirstStart(DataSource database, AllocationConfig config) {
        this.database = database;
        this.config = config;
    }

    void prepare(@Observes @Priority(10) StartupEvent event) {
        try (Connection connection = database.getConnection()) {
            if (hasUsers(connection)) {
                return;
            }
            String given = config.adminPassword().orElse("");
            String password = given.isEmpty() ? madeUp() : given;
            boolean created = create(connection, Passwords.hashNow(password));
            if (created && given.isEmpty()) {
                LOG.warnf("first start: sign in as 'admin' with the one-time password %s and change it", password);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the first administrator cannot be created", e);
        }
    }

    private static boolean hasUsers(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select exists (select 1 from app_user)");
                var rows = query.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /** False when another replica was first. */
    private static boolean create(Connection connection, String hash) throws SQLException {
        String sql = """
                with made as (
                    insert into project (id, name, description) values (?, 'default', 'Everybody''s first project')
                    on conflict (name) do nothing returning id
                ), home as (
                    select id from made union all select id from project where name = 'default' limit 1
                ), person as (
                    insert into app_user (id, name, display_name, password_hash, role) values (?, 'admin', 'Administrator', ?, 'admin')
                    on conflict (name) do nothing returning id
                )
                insert into project_member (user_id, project_id) select person.id, home.id from person, home""";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, id());
            insert.setObject(2, id());
            insert.setString(3, hash);
            return insert.executeUpdate() == 1;
        }
    }

    private static UUID id() {
        return Ids.newUuid();
    }

    private static String madeUp() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
