package io.palebluedot.alert.xid;

import io.palebluedot.alert.lifecycle.Severity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Objects;

/** What an Xid means here: the operator's word, else the catalogue's. */
@ApplicationScoped
public class XidMeanings {

    private static final String OVERRIDE = "select name, severity, action, note from xid_override where code = $1";

    public Uni<XidMeaning> of(SqlClient client, int code) {
        var shipped = XidCatalogue.find(code).orElseGet(() -> XidCatalogue.unknown(code));
        return client.preparedQuery(OVERRIDE)
                .execute(Tuple.of(code))
                .map(rows -> rows.size() == 0
                        ? shipped
                        : overridden(shipped, rows.iterator().next()));
    }

    private static XidMeaning overridden(XidMeaning shipped, Row row) {
        String severity = row.getString("severity");
        return new XidMeaning(
                shipped.code(),
                Objects.requireNonNullElse(row.getString("name"), shipped.name()),
                severity == null ? shipped.severity() : Severity.ofWire(severity),
                action(shipped.action(), row.getString("action")),
                Objects.requireNonNullElse(row.getString("note"), shipped.text()));
    }

    /** A word that is no action leaves the catalogue's. */
    private static XidAction action(XidAction shipped, @org.jspecify.annotations.Nullable String word) {
        for (XidAction action : XidAction.values()) {
            if (word != null && action.wire().equals(word.toLowerCase(Locale.ROOT))) {
                return action;
            }
        }
        return shipped;
    }
}
