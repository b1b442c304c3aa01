package io.palebluedot.hardware.credential;

import io.palebluedot.events.Ids;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Failures;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Named BMC users. What goes in never comes out, except to log in. */
@ApplicationScoped
public class CredentialService {

    /** A credential without its secret. */
    public record Shown(String id, String name, String username, String keyId, Instant updatedAt) {}

    private static final Listing CREDENTIALS = Listing.of(
                    "c.id, c.name, c.username, c.key_id, c.updated_at", "credential c", "c.id::text")
            .sort("name", "c.name", "text");

    private final CredentialRepository repository;
    private final Envelope envelope;
    private final Pool pool;

    CredentialService(CredentialRepository repository, Envelope envelope, Pool pool) {
        this.repository = repository;
        this.envelope = envelope;
        this.pool = pool;
    }

    /** Stores or replaces the user of that name. */
    @WithTransaction
    public Uni<Shown> put(String name, String username, String password) {
        return repository.named(name).chain(found -> {
            var row = found == null ? fresh(name) : found;
            var sealed = envelope.seal(row.id.toString(), password);
            row.username = username;
            row.keyId = sealed.keyId();
            row.secret = sealed.secret().getBytes();
            row.updatedAt = Instant.now();
            return repository.persist(row).map(CredentialService::shown);
        });
    }

    private static StoredLogin fresh(String name) {
        var row = new StoredLogin();
        row.id = Ids.newUuid();
        row.name = name;
        return row;
    }

    public Uni<Slice<Shown>> list(PageRequest page) {
        return CREDENTIALS
                .query(page)
                .fetch(
                        pool,
                        r -> new Shown(
                                r.getUUID("id").toString(),
                                r.getString("name"),
                                r.getString("username"),
                                r.getString("key_id"),
                                r.getOffsetDateTime("updated_at").toInstant()));
    }

    @WithTransaction
    public Uni<Void> delete(String name) {
        return repository
                .deleteNamed(name)
                .invoke(count -> {
                    if (count == 0) {
                        throw Failures.notFound("Credential", name);
                    }
                })
                .replaceWithVoid();
    }

    /** The login itself, for a driver. */
    @WithSession
    public Uni<Login> login(String name) {
        return repository.named(name).map(row -> {
            if (row == null) {
                throw Failures.notFound("Credential", name);
            }
            var sealed = new Sealed(row.keyId, Buffer.buffer(row.secret));
            return new Login(row.username, envelope.open(row.id.toString(), sealed));
        });
    }

    private static Shown shown(StoredLogin row) {
        return new Shown(
                row.id.toString(),
                row.name,
                row.username,
                row.keyId,
                row.updatedAt.atOffset(ZoneOffset.UTC).toInstant());
    }
}
