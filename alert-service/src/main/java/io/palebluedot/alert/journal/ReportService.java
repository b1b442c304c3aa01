package io.palebluedot.alert.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.events.EventData;
import io.palebluedot.events.ExternalEvent;
import io.palebluedot.events.outbox.Outbox;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Records what somebody outside tells: into the outbox, as {@code pbd.external.<subject>.reported}, and at once into the journal. */
@ApplicationScoped
public class ReportService {

    private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9_.:/-]{0,127}");
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/-]{0,127}");
    private static final String OWN_TYPES = "io.palebluedot.";
    private static final String SOURCE = "/alert-service";
    private static final int MAX_DATA = 65_536;
    private static final String WRITTEN = "select id, sequence, occurred_at, traceparent from outbox where id = $1";

    private final Pool pool;
    private final JournalRepository journal;

    ReportService(Pool pool, JournalRepository journal) {
        this.pool = pool;
        this.journal = journal;
    }

    /**
     * Takes a report; operators may report anything, engineers what concerns a project of theirs ({@code project_id} in the data).
     *
     * @return the event with its place in the journal
     */
    public Uni<JournalEntry> report(Caller caller, String type, String subject, JsonNode content) {
        check(type, subject, content);
        authorise(caller, content);
        var data = new ExternalEvent.Reported(type, content, caller.name());
        return pool.withTransaction(tx -> write(tx, subject, data)).chain(id -> journal.find(caller, id.toString()));
    }

    private Uni<UUID> write(SqlConnection tx, String subject, EventData data) {
        var row = Outbox.rows(List.of(new Outbox.Pending(subject, data)));
        var id = row.getArrayOfUUIDs(0)[0];
        return tx.preparedQuery(Outbox.ADD)
                .execute(row)
                .chain(() -> tx.preparedQuery(WRITTEN).execute(Tuple.of(id)))
                .map(rows -> rows.iterator().next())
                .map(written -> JournalRecord.of(
                        id,
                        SOURCE,
                        subject,
                        written.getOffsetDateTime("occurred_at").toInstant(),
                        written.getLong("sequence"),
                        written.getString("traceparent"),
                        data))
                .chain(record -> journal.append(tx, List.of(record)))
                .replaceWith(id);
    }

    private static void check(String type, String subject, JsonNode content) {
        if (!TYPE.matcher(type).matches() || type.startsWith(OWN_TYPES)) {
            throw Failures.invalid("type", "must be a type of the reporter's own, 128 characters at most");
        }
        if (!SUBJECT.matcher(subject).matches()) {
            throw Failures.invalid("subject", "must name an object, 128 characters at most");
        }
        if (content.toString().length() > MAX_DATA) {
            throw Failures.invalid("data", "is larger than " + MAX_DATA + " characters");
        }
    }

    private static void authorise(Caller caller, JsonNode content) {
        boolean ownProject = caller.has(Role.ENGINEER)
                && caller.projects().contains(content.path("project_id").asText());
        if (!ownProject) {
            caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        }
    }
}
