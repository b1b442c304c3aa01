package io.palebluedot.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.palebluedot.events.inbox.Inbox;
import io.palebluedot.events.jetstream.DeadLetters;
import io.palebluedot.events.jetstream.NatsLink;
import io.palebluedot.events.jetstream.PoisonEvent;
import io.palebluedot.events.outbox.Outbox;
import io.palebluedot.testing.RealServers;
import io.palebluedot.testing.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.junit.jupiter.api.Test;

/** Outbox → relay → JetStream → channel → inbox, on real servers. */
@QuarkusTest
@QuarkusTestResource(value = ServersResource.class, initArgs = @ResourceArg(name = "database", value = "common_events"))
class EventFlowIT {

    private static final Duration WAIT = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    Outbox outbox;

    @Inject
    NatsLink link;

    @Inject
    DeadLetters deadLetters;

    @Inject
    Recorder recorder;

    /** Takes the events of this test as a service would. */
    @ApplicationScoped
    static class Recorder {

        final List<PbdEvent> taken = new CopyOnWriteArrayList<>();
        final Map<String, Integer> failing = new ConcurrentHashMap<>();

        @Inject
        Inbox inbox;

        @Incoming("alert-events")
        Uni<Void> on(PbdEvent event) {
            if (event.subject().startsWith("poison")) {
                return Uni.createFrom().failure(new PoisonEvent("cannot take " + event.subject()));
            }
            if (failing.merge(event.subject(), -1, Integer::sum) >= 0) {
                return Uni.createFrom().failure(new java.io.IOException("away"));
            }
            return inbox.once("recorder", event, tx -> {
                taken.add(event);
                return Uni.createFrom().voidItem();
            });
        }

        void failTimes(String subject, int times) {
            failing.put(subject, times);
        }

        List<String> subjects() {
            return taken.stream().map(PbdEvent::subject).toList();
        }

        List<PbdEvent> of(String subject) {
            return taken.stream().filter(e -> e.subject().equals(subject)).toList();
        }
    }

    @Test
    void anEventArrivesOnceInOrderAndOnlyIfItsTransactionCommits() {
        var rolledBack = pool.withTransaction(tx -> outbox.add(tx, "never", told("never"))
                .chain(() -> Uni.createFrom().<Void>failure(new IllegalStateException("rolled back"))));
        rolledBack.onFailure().recoverWithNull().await().atMost(WAIT);
        for (int i = 1; i <= 20; i++) {
            tell("ordered", "nr " + i);
        }
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(recorder.of("ordered")).hasSize(20));
        assertThat(recorder.of("ordered").stream().map(PbdEvent::sequence))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
        assertThat(recorder.of("never")).isEmpty();
    }

    @Test
    void anEventDeliveredTwiceTakesEffectOnce() throws Exception {
        tell("twice", "x");
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(recorder.of("twice")).hasSize(1));
        var event = recorder.of("twice").getFirst();
        var bytes = EventJson.envelope(
                event.id(),
                event.source(),
                EventCatalogue.of(event.data().getClass()).type(),
                event.subject(),
                1,
                event.time(),
                null,
                EventJson.data(event.data()));
        link.current().jetStream().publish("pbd.alert.twice.acknowledged", bytes);
        tell("after-twice", "y");
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(recorder.of("after-twice")).hasSize(1));
        assertThat(recorder.of("twice")).hasSize(1);
    }

    @Test
    void aFailureThatPassesHoldsTheOrder() {
        recorder.failTimes("held", 3);
        tell("held", "first");
        tell("held-next", "second");
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(recorder.of("held-next")).hasSize(1));
        var subjects = recorder.subjects();
        assertThat(subjects.indexOf("held")).isBetween(0, subjects.indexOf("held-next"));
    }

    @Test
    void aPoisonousEventGoesToTheDeadLettersAndCanBeReplayed() throws Exception {
        tell("poison-1", "x");
        link.current()
                .jetStream()
                .publish("pbd.alert.garbage.acknowledged", "no json".getBytes(StandardCharsets.UTF_8));
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(deadLetters.list(100, 0).await().atMost(WAIT))
                        .extracting(DeadLetters.Letter::subject)
                        .contains("pbd.alert.poison-1.acknowledged", "pbd.alert.garbage.acknowledged"));
        var letter = deadLetters.list(100, 0).await().atMost(WAIT).stream()
                .filter(l -> l.subject().contains("poison-1"))
                .findFirst()
                .orElseThrow();
        assertThat(letter.reason()).contains("cannot take poison-1");
        assertThat(deadLetters.replay(List.of(letter.sequence())).await().atMost(WAIT))
                .isEqualTo(1);
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(
                                deadLetters.list(100, letter.sequence()).await().atMost(WAIT))
                        .as("refused again, so it is back under a new number")
                        .extracting(DeadLetters.Letter::subject)
                        .contains("pbd.alert.poison-1.acknowledged"));
    }

    @Test
    void losingTheWholeStreamLosesNothing() {
        tell("before-loss", "x");
        await().atMost(WAIT).untilAsserted(() -> assertThat(unpublished()).isZero());
        RealServers.get().restartNats(true);
        tell("after-loss", "y");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(recorder.of("after-loss")).hasSize(1);
            assertThat(unpublished()).isZero();
            assertThat(inStream())
                    .as("events that were published before the loss")
                    .contains("before-loss");
        });
        assertThat(recorder.of("before-loss")).hasSize(1);
    }

    @Test
    void eventsThatTogetherAreLargerThanOneBatchMayBeAllArrive() {
        String large = "x".repeat(600_000);
        pool.withTransaction(tx -> outbox.addAll(
                        tx,
                        LongStream.range(0, 40)
                                .mapToObj(i -> new Outbox.Pending("large-" + i, told(large)))
                                .toList()))
                .await()
                .atMost(WAIT);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(recorder.subjects().stream()
                                .filter(subject -> subject.startsWith("large-"))
                                .distinct())
                        .hasSize(40));
    }

    private List<String> inStream() throws Exception {
        var management = link.current().jetStreamManagement();
        var info = management.getStreamInfo(Subjects.EVENTS_STREAM);
        return LongStream.rangeClosed(
                        info.getStreamState().getFirstSequence(),
                        info.getStreamState().getLastSequence())
                .mapToObj(i -> {
                    try {
                        return EventJson.read(management
                                        .getMessage(Subjects.EVENTS_STREAM, i)
                                        .getData())
                                .subject();
                    } catch (Exception e) {
                        return "unreadable";
                    }
                })
                .toList();
    }

    private long unpublished() {
        return pool.query("select count(*) from outbox_waiting")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(WAIT);
    }

    private void tell(String subject, String by) {
        pool.withTransaction(tx -> outbox.add(tx, subject, told(by))).await().atMost(WAIT);
    }

    private static AlertEvent told(String by) {
        return new AlertEvent.AlertAcknowledged("test", by);
    }

    @Test
    void theDatabaseNumbersEventsWithoutGapsUnderConcurrency() {
        var all = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> pool.withTransaction(tx -> outbox.add(tx, "crowded", told("c" + i))))
                .toList();
        Uni.join().all(all).andFailFast().await().atMost(WAIT);
        var sequences = pool.preparedQuery("select sequence from outbox where object_id = $1 order by position")
                .execute(Tuple.of("crowded"))
                .map(rows -> {
                    var list = new java.util.ArrayList<Long>();
                    rows.forEach(row -> list.add(row.getLong(0)));
                    return list;
                })
                .await()
                .atMost(WAIT);
        assertThat(sequences)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
    }
}
