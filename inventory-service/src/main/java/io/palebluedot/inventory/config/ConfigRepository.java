package io.palebluedot.inventory.config;

import io.palebluedot.events.ConfigEvent.ConfigChanged;
import io.palebluedot.events.Ids;
import io.palebluedot.events.outbox.Outbox;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Versions in the database; each new one and each change of its application is told in the same transaction. */
@ApplicationScoped
class ConfigRepository {

    private static final Listing VERSIONS = Listing.of("v.*", "config_version v", "lpad(v.version::text, 10, '0')")
            .sort("version", "v.version", "int")
            .sort("created_at", "v.created_at", "timestamptz");

    private static final String INSERT =
            "insert into config_version (object_id, version, id, content, diff, author, reason,"
                    + " apply_state, applied_at) values ($1, $2, $3, $4, $5, $6, $7, $8, case when $8 = 'applied' then now() end)"
                    + " returning *";

    private final Pool pool;
    private final Outbox outbox;

    ConfigRepository(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    Uni<Optional<Head>> head(SqlClient client, UUID objectId) {
        return client.preparedQuery("select * from config where object_id = $1")
                .execute(Tuple.of(objectId))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(ConfigRows.head(rows.iterator().next())));
    }

    /** Locks the head: one writer of versions per object at a time. */
    Uni<Optional<Head>> lock(SqlConnection tx, UUID objectId) {
        return tx.preparedQuery("select * from config where object_id = $1 for update")
                .execute(Tuple.of(objectId))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(ConfigRows.head(rows.iterator().next())));
    }

    Uni<Optional<Version>> version(SqlClient client, UUID objectId, int version) {
        return client.preparedQuery("select * from config_version where object_id = $1 and version = $2")
                .execute(Tuple.of(objectId, version))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(ConfigRows.version(rows.iterator().next())));
    }

    Uni<Slice<Version>> versions(UUID objectId, PageRequest page) {
        return VERSIONS.query(page).where("v.object_id = ?", objectId).fetch(pool, ConfigRows::version);
    }

    /** Version 1 of an object that has none yet: what was found on it. */
    Uni<Version> begin(SqlConnection tx, String kind, UUID objectId, JsonObject found, String author) {
        return tx.preparedQuery(
                        "insert into config (object_id, kind, last_version, applied_version, observed, observed_at)"
                                + " values ($1, $2, 1, 1, $3, now())")
                .execute(Tuple.of(objectId, kind, found))
                .chain(() ->
                        insert(tx, kind, objectId, 1, found, new JsonObject(), author, "as found", ApplyState.APPLIED));
    }

    /** The next version; whatever still waited to be applied is superseded. */
    Uni<Version> next(
            SqlConnection tx,
            Head head,
            JsonObject content,
            JsonObject diff,
            String author,
            String reason,
            ApplyState state) {
        int version = head.lastVersion() + 1;
        return tx.preparedQuery("update config_version set apply_state = 'superseded' where object_id = $1"
                        + " and apply_state = 'pending'")
                .execute(Tuple.of(head.objectId()))
                .chain(() -> insert(tx, head.kind(), head.objectId(), version, content, diff, author, reason, state))
                .call(() -> tx.preparedQuery("update config set last_version = $2, applied_version ="
                                + " case when $3 then $2 else applied_version end where object_id = $1")
                        .execute(Tuple.of(head.objectId(), version, state == ApplyState.APPLIED)));
    }

    private Uni<Version> insert(
            SqlConnection tx,
            String kind,
            UUID objectId,
            int version,
            JsonObject content,
            JsonObject diff,
            String author,
            String reason,
            ApplyState state) {
        return tx.preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addUUID(objectId)
                        .addInteger(version)
                        .addUUID(Ids.newUuid())
                        .addJsonObject(content)
                        .addJsonObject(diff)
                        .addString(author)
                        .addString(reason)
                        .addString(state.word()))
                .map(rows -> ConfigRows.version(rows.iterator().next()))
                .call(made -> tell(tx, kind, made));
    }

    /** The end of an application. */
    Uni<Void> ended(SqlConnection tx, Version version, ApplyState state, @Nullable String error, String operationId) {
        return tx.preparedQuery("update config_version set apply_state = $3, apply_error = $4, operation_id = $5,"
                        + " applied_at = case when $3 = 'applied' then now() end, next_attempt_at = null"
                        + " where object_id = $1 and version = $2 returning *")
                .execute(Tuple.of(version.objectId(), version.version(), state.word(), error, operationId))
                .map(rows -> ConfigRows.version(rows.iterator().next()))
                .call(ended -> state == ApplyState.APPLIED
                        ? tx.preparedQuery("update config set applied_version = $2 where object_id = $1")
                                .execute(Tuple.of(ended.objectId(), ended.version()))
                        : Uni.createFrom().voidItem())
                .call(ended -> kind(tx, ended.objectId()).chain(kind -> tell(tx, kind, ended)))
                .replaceWithVoid();
    }

    Uni<Void> observed(SqlClient client, UUID objectId, JsonObject observed) {
        return client.preparedQuery("update config set observed = coalesce(observed, '{}') || $2, observed_at = now()"
                        + " where object_id = $1")
                .execute(Tuple.of(objectId, observed))
                .replaceWithVoid();
    }

    private static Uni<String> kind(SqlConnection tx, UUID objectId) {
        return tx.preparedQuery("select kind from config where object_id = $1")
                .execute(Tuple.of(objectId))
                .map(rows -> rows.iterator().next().getString(0));
    }

    private Uni<Void> tell(SqlConnection tx, String kind, Version version) {
        return outbox.add(
                tx,
                version.objectId().toString(),
                new ConfigChanged(
                        kind,
                        version.version(),
                        version.content().getMap(),
                        version.state().word(),
                        version.author(),
                        version.reason().isEmpty() ? null : version.reason()));
    }
}
