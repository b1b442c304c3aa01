package io.palebluedot.inventory.asset;

import io.palebluedot.events.Ids;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** From an id or a name to the object; what the caller may not see does not exist. */
@ApplicationScoped
public class AssetRefs {

    private static final String SERVER = "select s.id, s.name, s.id as server_id from server s where %s and ($2 or"
            + " s.project_id = any($3) or exists (select 1 from gpu h where h.server_id = s.id and h.project_id = any($3)))"
            + " order by s.state = 'retired' limit 1";
    private static final String GPU =
            "select g.id, g.name, g.server_id from gpu g where %s and ($2 or g.project_id = any($3))";

    private final Pool pool;

    AssetRefs(Pool pool) {
        this.pool = pool;
    }

    /** Who is meant. */
    public record Ref(UUID id, String name, UUID serverId) {}

    /** Fails with SERVER_NOT_FOUND. */
    public Uni<Ref> server(Caller caller, String ref) {
        return find("server", SERVER, "s", caller, ref);
    }

    /** Fails with GPU_NOT_FOUND. */
    public Uni<Ref> gpu(Caller caller, String ref) {
        return find("GPU", GPU, "g", caller, ref);
    }

    private Uni<Ref> find(String kind, String sql, String alias, Caller caller, String ref) {
        if (ref.isBlank() || ref.length() > 200) {
            throw Failures.notFound(kind, ref);
        }
        boolean id = Ids.isId(ref);
        return pool.preparedQuery(sql.formatted(alias + (id ? ".id = $1" : ".name = $1")))
                .execute(Tuple.of(id ? UUID.fromString(ref) : ref)
                        .addBoolean(caller.seesAllProjects())
                        .addArrayOfString(Visible.projects(caller)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Failures.notFound(kind, ref);
                    }
                    return read(rows.iterator().next());
                });
    }

    private static Ref read(Row row) {
        return new Ref(row.getUUID("id"), row.getString("name"), row.getUUID("server_id"));
    }
}
