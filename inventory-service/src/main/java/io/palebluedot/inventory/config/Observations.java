package io.palebluedot.inventory.config;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What inspections find configured. */
@ApplicationScoped
public class Observations {

    private final ConfigRepository repository;

    Observations(ConfigRepository repository) {
        this.repository = repository;
    }

    /** Keeps what was found; it is also version 1 of an object that has no version yet. */
    public Uni<Void> found(SqlConnection tx, String kind, UUID objectId, JsonObject found, String author) {
        return repository
                .lock(tx, objectId)
                .chain(head -> head.isEmpty()
                        ? repository.begin(tx, kind, objectId, found, author).replaceWithVoid()
                        : repository.observed(tx, objectId, found));
    }
}
