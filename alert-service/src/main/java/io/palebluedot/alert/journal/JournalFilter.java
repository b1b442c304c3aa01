package io.palebluedot.alert.journal;

import io.palebluedot.rpc.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted, as conditions with '?' for each value.
 *
 * @param type type, name, or what an outside reporter called it; a trailing * matches a prefix; empty means all
 */
public record JournalFilter(
        String type,
        String subject,
        String source,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** One condition of SQL with its values. */
    record Term(String sql, List<Object> values) {}

    /** Everything, and only what the caller may see. */
    List<Term> terms(Caller caller) {
        var terms = new ArrayList<Term>();
        if (type.endsWith("*")) {
            String prefix = like(type.substring(0, type.length() - 1)) + "%";
            terms.add(new Term(
                    "j.type like ? or j.name like ? or j.reported_type like ?", List.of(prefix, prefix, prefix)));
        } else if (!type.isEmpty()) {
            terms.add(new Term("j.type = ? or j.name = ? or j.reported_type = ?", List.of(type, type, type)));
        }
        if (!subject.isEmpty()) {
            terms.add(new Term("j.subject = ?", List.of(subject)));
        }
        if (!source.isEmpty()) {
            terms.add(new Term("j.source = ? or j.source = '/' || ?", List.of(source, source)));
        }
        if (from != null) {
            terms.add(new Term("j.occurred_at >= ?", List.of(from.atOffset(java.time.ZoneOffset.UTC))));
        }
        if (to != null) {
            terms.add(new Term("j.occurred_at < ?", List.of(to.atOffset(java.time.ZoneOffset.UTC))));
        }
        if (!caller.seesAllProjects()) {
            terms.add(new Term(
                    "j.project_id = any(?)", List.of((Object) caller.projects().toArray(String[]::new))));
        }
        return terms;
    }

    private static String like(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
