package io.palebluedot.allocation.people;

import io.palebluedot.events.Ids;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads projects; engineers see their own. */
@ApplicationScoped
public class ProjectDirectory {

    private static final String COLUMNS =
            "p.id, p.name, p.description, p.weight, p.version, p.created_at, p.updated_at";
    private static final Listing LISTING = Listing.of(COLUMNS, "project p", "p.id::text")
            .sort("name", "p.name", "text")
            .sort("created_at", "p.created_at", "timestamptz");
    private static final String ONE = "select " + COLUMNS + " from project p where p.id::text = $1 or p.name = $1";
    private static final String IDS = "select r.ref, p.id from unnest($1::text[]) with ordinality as r (ref, n)"
            + " left join project p on p.id::text = r.ref or p.name = r.ref order by r.n";

    private final Pool pool;

    ProjectDirectory(Pool pool) {
        this.pool = pool;
    }

    Uni<Project> find(Caller caller, String ref) {
        return one(ref).onItem().transform(project -> {
            if (project == null || !visible(caller, project)) {
                throw Failures.notFound("Project", ref);
            }
            return project;
        });
    }

    Uni<Slice<Project>> list(Caller caller, PageRequest page) {
        var own = caller.projects().stream()
                .filter(Ids::isId)
                .map(UUID::fromString)
                .toArray(UUID[]::new);
        return LISTING.query(page)
                .whereIf(!caller.seesAllProjects(), "p.id = any(?)", (Object) own)
                .fetch(pool, ProjectDirectory::read);
    }

    /** The ids of projects given by id or name; a bad one is an error on {@code projects}. */
    public Uni<Set<UUID>> ids(List<String> refs) {
        if (refs.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return pool.preparedQuery(IDS)
                .execute(Tuple.tuple().addArrayOfString(refs.toArray(String[]::new)))
                .map(rows -> {
                    Set<UUID> ids = new LinkedHashSet<>();
                    for (Row row : rows) {
                        var id = row.getUUID("id");
                        if (id == null) {
                            throw Failures.invalid("projects", "there is no project '" + row.getString("ref") + "'");
                        }
                        ids.add(id);
                    }
                    return ids;
                });
    }

    private Uni<@Nullable Project> one(String ref) {
        return pool.preparedQuery(ONE).execute(Tuple.of(ref)).map(rows -> {
            var found = rows.iterator();
            return found.hasNext() ? read(found.next()) : null;
        });
    }

    private static boolean visible(Caller caller, Project project) {
        return caller.seesAllProjects()
                || caller.projects().contains(project.id().toString());
    }

    private static Project read(Row row) {
        return new Project(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("description"),
                row.getInteger("weight"),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
