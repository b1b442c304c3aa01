package io.palebluedot.alert.silence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.palebluedot.events.EventJson;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Rows of silences. */
@ApplicationScoped
public class SilenceRepository {

    private static final String COLUMNS = "s.id, s.matchers, s.starts_at, s.ends_at, s.created_by, s.comment";
    private static final Listing LISTING = Listing.of(COLUMNS, "silence s", "s.id::text")
            .sort("starts_at", "s.starts_at", "timestamptz")
            .sort("ends_at", "s.ends_at", "timestamptz");
    private static final String ACTIVE =
            "select " + COLUMNS + " from silence s where s.starts_at <= now() and s.ends_at > now()";
    private static final String INSERT = """
            insert into silence (id, matchers, starts_at, ends_at, created_by, comment) values ($1, $2, $3, $4, $5, $6)""";
    private static final String END =
            "update silence set ends_at = greatest(now(), starts_at) where id = $1 and ends_at > now()";

    private static final TypeReference<List<Matcher>> MATCHERS = new TypeReference<>() {};

    private final Pool pool;

    SilenceRepository(Pool pool) {
        this.pool = pool;
    }

    /** What is silenced now. */
    public Uni<List<Silence>> active(SqlClient client) {
        return client.preparedQuery(ACTIVE).execute().map(rows -> {
            List<Silence> silences = new ArrayList<>();
            for (Row row : rows) {
                silences.add(silence(row));
            }
            return silences;
        });
    }

    public Uni<Slice<Silence>> list(PageRequest page) {
        return LISTING.query(page).fetch(pool, SilenceRepository::silence);
    }

    Uni<Void> insert(Silence silence) {
        return pool.preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addUUID(silence.id())
                        .addString(write(silence.matchers()))
                        .addOffsetDateTime(silence.startsAt().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(silence.endsAt().atOffset(ZoneOffset.UTC))
                        .addString(silence.createdBy())
                        .addString(silence.comment()))
                .replaceWithVoid();
    }

    /** Ends a silence now; false when there is none that lasts. */
    Uni<Boolean> end(UUID id) {
        return pool.preparedQuery(END).execute(Tuple.of(id)).map(rows -> rows.rowCount() == 1);
    }

    private static Silence silence(Row row) {
        return new Silence(
                row.getUUID("id"),
                read(row.getString("matchers")),
                row.getOffsetDateTime("starts_at").toInstant(),
                row.getOffsetDateTime("ends_at").toInstant(),
                row.getString("created_by"),
                row.getString("comment"));
    }

    private static String write(List<Matcher> matchers) {
        try {
            return EventJson.mapper().writeValueAsString(matchers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Matcher> read(String json) {
        try {
            return EventJson.mapper().readValue(json, MATCHERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("matchers cannot be read", e);
        }
    }
}
