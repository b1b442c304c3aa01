package io.palebluedot.bench;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.PublishOptions;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.palebluedot.events.Ids;
import io.palebluedot.events.jetstream.NatsLink;
import io.quarkus.runtime.QuarkusApplication;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * The outbox relay beside raw {@code publishAsync} of messages of the same size with the same de-duplication ids, into streams of the same kind, in turns. The
 * relay's time runs from the commit of the rows to the mark on the last of them.
 */
public class EventsBench implements QuarkusApplication {

    private static final int EVENTS = 60_000;
    private static final int ROUNDS = 3;
    private static final int IN_FLIGHT = 2_000;
    private static final double GOAL = 0.8;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String DATA = "{\"name\":\"bench\",\"by\":\"" + "x".repeat(200) + "\"}";

    private final Pool pool;
    private final NatsLink link;

    EventsBench(Pool pool, NatsLink link) {
        this.pool = pool;
        this.link = link;
    }

    @Override
    public int run(String... arguments) throws Exception {
        var connection = link.connection().await().atMost(LIMIT);
        connection
                .jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name("RAW")
                        .subjects("raw.>")
                        .storageType(StorageType.File)
                        .duplicateWindow(Duration.ofMinutes(2))
                        .build());
        relay(EVENTS / 4);
        raw(connection, EVENTS / 4);
        var relayed = new double[ROUNDS];
        var published = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            published[round] = raw(connection, EVENTS);
            relayed[round] = relay(EVENTS);
        }
        var report = new Report(List.of(
                Figure.of("raw publishAsync, median of " + ROUNDS, median(published), "events/s"),
                Figure.of("outbox relay, median of " + ROUNDS, median(relayed), "events/s"),
                Figure.atLeast("relay / raw", median(relayed) / median(published), "ratio", GOAL)));
        System.out.println(List.of(arguments).contains("--json") ? report.json() : report.table());
        return 0;
    }

    /** Events per second of messages as large as an envelope around the same data. */
    private static double raw(Connection connection, int count) throws Exception {
        JetStream jetStream = connection.jetStream();
        byte[] body = io.palebluedot.events.EventJson.envelope(
                Ids.newUuid(),
                "/bench",
                "io.palebluedot.alert.acknowledged.v1",
                Ids.newId(),
                1,
                java.time.Instant.now(),
                null,
                DATA);
        long begin = System.nanoTime();
        var acks = new ArrayList<CompletableFuture<?>>(IN_FLIGHT);
        for (int i = 0; i < count; i++) {
            acks.add(jetStream.publishAsync(
                    "raw." + Ids.newId() + ".acknowledged",
                    body,
                    PublishOptions.builder().messageId(Ids.newId()).build()));
            if (acks.size() == IN_FLIGHT) {
                CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new)).join();
                acks.clear();
            }
        }
        CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new)).join();
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    /** Events per second from the commit of {@code count} rows about as many objects until all are marked as published. */
    private double relay(int count) {
        await("truncate outbox, outbox_waiting");
        pool.preparedQuery("with written as (insert into outbox (id, type, object_id, sequence, data)"
                        + " select gen_random_uuid(), 'io.palebluedot.alert.acknowledged.v1', gen_random_uuid()::text, 1, $2"
                        + " from generate_series(1, $1) returning position)"
                        + " insert into outbox_waiting select position from written")
                .execute(Tuple.of(count, DATA))
                .await()
                .atMost(LIMIT);
        await("analyze outbox, outbox_waiting");
        long begin = System.nanoTime();
        await("notify outbox");
        while (unpublished() > 0) {
            LockSupport.parkNanos(20_000_000);
        }
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    private long unpublished() {
        return pool.query("select count(*) from (select 1 from outbox_waiting limit 1) as one")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(LIMIT);
    }

    private void await(String sql) {
        pool.query(sql).execute().await().atMost(LIMIT);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
