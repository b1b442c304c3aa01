package io.palebluedot.hardware.network;

import io.palebluedot.events.Ids;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.credential.Envelope;
import io.palebluedot.hardware.credential.Sealed;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Rows of switches; passwords are sealed on the way in and opened on the way out. */
@ApplicationScoped
class SwitchRepository {

    private static final String INSERT = """
            insert into switch (id, name, address, username, key_id, secret) values ($1, $2, $3, $4, $5, $6)
            on conflict do nothing
            """;
    private static final String CLAIM = """
            with mine as (
                select id from switch where poll_owner = $1 or poll_until < now()
                order by (poll_owner = $1) desc nulls last, poll_until limit $3 for update skip locked
            )
            update switch s set poll_owner = $1, poll_until = now() + make_interval(secs => $2)
            from mine where s.id = mine.id returning s.*
            """;
    private static final Listing SWITCHES = Listing.of("s.*", "switch s", "s.id::text")
            .sort("name", "s.name", "text")
            .sort("created_at", "s.created_at", "timestamptz");

    private final Pool pool;
    private final Envelope envelope;

    SwitchRepository(Pool pool, Envelope envelope) {
        this.pool = pool;
        this.envelope = envelope;
    }

    /** Adds a switch; fails with ALREADY_EXISTS for a name or address that is taken. */
    Uni<Row> add(String name, HostPort address, Login login) {
        var id = Ids.newUuid();
        var sealed = envelope.seal(id.toString(), login.password());
        var values = Tuple.tuple()
                .addUUID(id)
                .addString(name)
                .addString(address.toString())
                .addString(login.username())
                .addString(sealed.keyId())
                .addBuffer(sealed.secret());
        return pool.preparedQuery(INSERT).execute(values).chain(rows -> rows.rowCount() == 0 ? taken(name) : row(id));
    }

    private Uni<Row> taken(String name) {
        return pool.preparedQuery("select 1 from switch where name = $1")
                .execute(Tuple.of(name))
                .map(rows -> {
                    throw rows.size() > 0
                            ? Failures.alreadyExists("name", "another switch is called " + name)
                            : Failures.alreadyExists("address", "another switch has this address");
                });
    }

    private Uni<Row> row(UUID id) {
        return row(id.toString());
    }

    /** By id or name; fails with NOT_FOUND. */
    Uni<Row> row(String ref) {
        return pool.preparedQuery("select * from switch where " + (Ids.isId(ref) ? "id = $1::text::uuid" : "name = $1"))
                .execute(Tuple.of(ref))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .orElseThrow(() -> Failures.notFound("Switch", ref)));
    }

    Uni<UUID> id(String ref) {
        return row(ref).map(row -> row.getUUID("id"));
    }

    Uni<KnownSwitch> get(String ref) {
        return row(ref).map(this::known);
    }

    Uni<Slice<Row>> list(PageRequest page) {
        return SWITCHES.query(page).fetch(pool, row -> row);
    }

    Uni<Void> delete(UUID id) {
        return pool.preparedQuery("delete from switch where id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    /** Takes over switches that nobody follows, keeps those that {@code owner} follows, for a while. */
    Uni<List<KnownSwitch>> claim(String owner, Duration lease, int limit) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(owner, (double) lease.toSeconds(), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::known)
                        .toList());
    }

    Uni<Void> release(String owner) {
        return pool.preparedQuery("update switch set poll_owner = null, poll_until = '-infinity' where poll_owner = $1")
                .execute(Tuple.of(owner))
                .replaceWithVoid();
    }

    private KnownSwitch known(Row row) {
        var id = row.getUUID("id");
        var sealed = new Sealed(row.getString("key_id"), row.get(Buffer.class, "secret"));
        var login = new Login(row.getString("username"), envelope.open(id.toString(), sealed));
        var place = HostPort.parse(row.getString("address"), 0);
        return new KnownSwitch(id, row.getString("name"), new Bmc(place, List.of(SwitchService.PROTOCOL), login));
    }
}
