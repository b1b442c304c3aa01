package io.palebluedot.allocation.people;

import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads users; engineers see themselves. */
@ApplicationScoped
class UserDirectory {

    private static final String COLUMNS = """
            u.id, u.name, u.display_name, u.email, u.role, u.disabled, u.version, u.created_at, u.updated_at,
            array(select m.project_id::text from project_member m where m.user_id = u.id order by m.since, m.project_id) as projects""";
    private static final Listing LISTING = Listing.of(COLUMNS, "app_user u", "u.id::text")
            .sort("name", "u.name", "text")
            .sort("created_at", "u.created_at", "timestamptz")
            .sort("role", "u.role", "text");
    private static final String ONE = "select " + COLUMNS + " from app_user u where u.id::text = $1 or u.name = $1";
    private static final String OTHER_ADMINS =
            "select count(*) from app_user where role = 'admin' and not disabled and id::text <> $1";

    private final Pool pool;

    UserDirectory(Pool pool) {
        this.pool = pool;
    }

    Uni<User> find(Caller caller, String ref) {
        return one(ref).onItem().transform(user -> {
            if (user == null || !visible(caller, user)) {
                throw Failures.notFound("User", ref);
            }
            return user;
        });
    }

    Uni<Slice<User>> list(Caller caller, String q, PageRequest page) {
        return LISTING.query(page)
                .whereIf(!caller.seesAllProjects(), "u.id::text = ?", caller.id())
                .whereIf(
                        !q.isEmpty(),
                        "strpos(lower(u.name || ' ' || u.display_name || ' ' || u.email), lower(?)) > 0",
                        q)
                .fetch(pool, UserDirectory::read);
    }

    /** Is there an administrator who can sign in, besides this one? */
    Uni<Boolean> hasAdminBeside(User user) {
        return pool.preparedQuery(OTHER_ADMINS)
                .execute(Tuple.of(user.id().toString()))
                .map(rows -> rows.iterator().next().getLong(0) > 0);
    }

    private Uni<@Nullable User> one(String ref) {
        return pool.preparedQuery(ONE).execute(Tuple.of(ref)).map(rows -> {
            var found = rows.iterator();
            return found.hasNext() ? read(found.next()) : null;
        });
    }

    private static boolean visible(Caller caller, User user) {
        return caller.seesAllProjects() || user.id().toString().equals(caller.id());
    }

    private static User read(Row row) {
        return new User(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("display_name"),
                row.getString("email"),
                row.getString("role"),
                List.of(row.getArrayOfStrings("projects")),
                row.getBoolean("disabled"),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
