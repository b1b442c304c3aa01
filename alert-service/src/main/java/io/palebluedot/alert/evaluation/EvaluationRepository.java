package io.palebluedot.alert.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.palebluedot.alert.condition.Standing;
import io.palebluedot.alert.condition.Standing.Phase;
import io.palebluedot.events.EventJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Rows of what stands, and of what is remembered of a server's telemetry. */
@ApplicationScoped
class EvaluationRepository {

    /** A row whose alert a person resolved counts for nothing: the condition begins anew. */
    private static final String LOAD = """
            select e.rule_id, e.object_key, e.phase, e.since, e.last_sample_at, e.clear_since from evaluation e
            where e.server_id = any($1)
              and exists (select 1 from alert a where a.fingerprint = e.fingerprint and a.state <> 'resolved')
            order by e.rule_id, e.object_key for update of e""";

    private static final String SAVE = """
            insert into evaluation as e (rule_id, object_key, server_id, fingerprint, phase, since, last_sample_at, clear_since)
            select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[],
                                 $8::timestamptz[])
            on conflict (rule_id, object_key) do update set server_id = excluded.server_id, phase = excluded.phase,
                since = excluded.since, last_sample_at = excluded.last_sample_at, clear_since = excluded.clear_since""";
    private static final String DROP =
            "delete from evaluation e using unnest($1::uuid[], $2::text[]) as u (rule_id, object_key)"
                    + " where e.rule_id = u.rule_id and e.object_key = u.object_key";
    private static final String STALE = """
            delete from evaluation where (rule_id, object_key) in (
                select e.rule_id, e.object_key from evaluation e
                where e.last_sample_at < now() - make_interval(secs => $1)
                   or not exists (select 1 from rule r where r.id = e.rule_id and r.enabled)
                order by e.rule_id, e.object_key limit 500 for update skip locked)
            returning fingerprint, exists (select 1 from rule r where r.id = rule_id and r.enabled) as rule_stands""";
    private static final String MEMORY_ROWS =
            "insert into server_memory (server_id) select unnest($1::text[]) on conflict do nothing";
    private static final String MEMORY =
            "select server_id, counters, seen from server_memory where server_id = any($1) order by server_id for update";
    private static final String REMEMBER = "update server_memory set counters = $2, seen = $3 where server_id = $1";

    private static final TypeReference<Map<String, Double>> COUNTERS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Set<String>>> SEEN = new TypeReference<>() {};

    /** An ended evaluation whose alert must end too. */
    record Ended(String fingerprint, boolean ruleStands) {}

    /** Locks the servers' memories, in one order for all replicas. */
    Uni<Map<String, ServerMemory>> memories(SqlConnection tx, Collection<String> serverIds) {
        var ids = Tuple.tuple().addArrayOfString(serverIds.stream().sorted().toArray(String[]::new));
        return tx.preparedQuery(MEMORY_ROWS)
                .execute(ids)
                .chain(() -> tx.preparedQuery(MEMORY).execute(ids))
                .map(rows -> {
                    Map<String, ServerMemory> memories = new HashMap<>();
                    for (Row row : rows) {
                        memories.put(
                                row.getString("server_id"),
                                new ServerMemory(
                                        read(row.getString("counters"), COUNTERS), read(row.getString("seen"), SEEN)));
                    }
                    return memories;
                });
    }

    Uni<Void> remember(SqlConnection tx, Map<String, ServerMemory> memories) {
        var rows = memories.entrySet().stream()
                .filter(e -> e.getValue().changed())
                .sorted(Map.Entry.comparingByKey())
                .map(e -> Tuple.of(
                        e.getKey(),
                        write(e.getValue().counters()),
                        write(e.getValue().seen())))
                .toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(REMEMBER).executeBatch(rows).replaceWithVoid();
    }

    Uni<Map<StandingKey, Standing>> standings(SqlConnection tx, Collection<String> serverIds) {
        return tx.preparedQuery(LOAD)
                .execute(Tuple.tuple().addArrayOfString(serverIds.toArray(String[]::new)))
                .map(rows -> {
                    Map<StandingKey, Standing> standings = new HashMap<>();
                    for (Row row : rows) {
                        var clearSince = row.getOffsetDateTime("clear_since");
                        standings.put(
                                new StandingKey(row.getUUID("rule_id"), row.getString("object_key")),
                                new Standing(
                                        Phase.valueOf(row.getString("phase").toUpperCase(Locale.ROOT)),
                                        row.getOffsetDateTime("since").toInstant(),
                                        row.getOffsetDateTime("last_sample_at").toInstant(),
                                        clearSince == null ? null : clearSince.toInstant()));
                    }
                    return standings;
                });
    }

    Uni<Void> save(SqlConnection tx, Map<StandingKey, Round.End> ends) {
        var gone = new ArrayList<StandingKey>();
        var rows = new Rows();
        ends.forEach((key, end) -> {
            var standing = end.standing();
            if (standing == null) {
                gone.add(key);
            } else {
                rows.add(key, end.serverId(), standing);
            }
        });
        return drop(tx, gone).chain(() -> rows.save(tx));
    }

    private static Uni<Void> drop(SqlConnection tx, List<StandingKey> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(DROP)
                        .execute(Tuple.tuple()
                                .addArrayOfUUID(
                                        keys.stream().map(StandingKey::ruleId).toArray(UUID[]::new))
                                .addArrayOfString(keys.stream()
                                        .map(StandingKey::objectKey)
                                        .toArray(String[]::new)))
                        .replaceWithVoid();
    }

    /** Takes away what got no samples for too long, or whose rule is gone. */
    Uni<List<Ended>> stale(SqlConnection tx, double seconds) {
        return tx.preparedQuery(STALE).execute(Tuple.of(seconds)).map(rows -> {
            List<Ended> ended = new ArrayList<>();
            for (Row row : rows) {
                ended.add(new Ended(row.getString("fingerprint"), row.getBoolean("rule_stands")));
            }
            return ended;
        });
    }

    /** Columns of several rows, as arrays. */
    private static final class Rows {

        private final List<UUID> ruleIds = new ArrayList<>();
        private final List<String> keys = new ArrayList<>();
        private final List<String> servers = new ArrayList<>();
        private final List<String> fingerprints = new ArrayList<>();
        private final List<String> phases = new ArrayList<>();
        private final List<OffsetDateTime> since = new ArrayList<>();
        private final List<OffsetDateTime> lastSamples = new ArrayList<>();
        private final List<@org.jspecify.annotations.Nullable OffsetDateTime> clearSince = new ArrayList<>();

        void add(StandingKey key, String serverId, Standing standing) {
            ruleIds.add(key.ruleId());
            keys.add(key.objectKey());
            servers.add(serverId);
            fingerprints.add(key.fingerprint());
            phases.add(standing.phase().name().toLowerCase(Locale.ROOT));
            since.add(standing.since().atOffset(ZoneOffset.UTC));
            lastSamples.add(standing.lastSample().atOffset(ZoneOffset.UTC));
            var clear = standing.clearSince();
            clearSince.add(clear == null ? null : clear.atOffset(ZoneOffset.UTC));
        }

        Uni<Void> save(SqlConnection tx) {
            return keys.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : tx.preparedQuery(SAVE)
                            .execute(Tuple.tuple()
                                    .addArrayOfUUID(ruleIds.toArray(UUID[]::new))
                                    .addArrayOfString(keys.toArray(String[]::new))
                                    .addArrayOfString(servers.toArray(String[]::new))
                                    .addArrayOfString(fingerprints.toArray(String[]::new))
                                    .addArrayOfString(phases.toArray(String[]::new))
                                    .addArrayOfOffsetDateTime(since.toArray(OffsetDateTime[]::new))
                                    .addArrayOfOffsetDateTime(lastSamples.toArray(OffsetDateTime[]::new))
                                    .addArrayOfOffsetDateTime(clearSince.toArray(OffsetDateTime[]::new)))
                            .replaceWithVoid();
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return EventJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("memory cannot be read", e);
        }
    }

    private static String write(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
