package io.palebluedot.alert.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.palebluedot.events.AlertEvent;
import io.palebluedot.events.AllocationEvent;
import io.palebluedot.events.Ids;
import io.palebluedot.events.jetstream.NatsLink;
import io.palebluedot.proto.alert.v1.CreateEventRequest;
import io.palebluedot.proto.alert.v1.DeadLetter;
import io.palebluedot.proto.alert.v1.Event;
import io.palebluedot.proto.alert.v1.GetEventRequest;
import io.palebluedot.proto.alert.v1.ListDeadLettersRequest;
import io.palebluedot.proto.alert.v1.ListEventsRequest;
import io.palebluedot.proto.alert.v1.ReplayDeadLettersRequest;
import io.palebluedot.proto.alert.v1.StreamEventsRequest;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.testing.ServersResource;
import io.palebluedot.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal keeps every event in one order, and its readers miss none. */
@QuarkusTest
@TestProfile(QuickProfile.class)
@QuarkusTestResource(value = ServersResource.class, initArgs = @ResourceArg(name = "database", value = "alert"))
class JournalFlowIT {

    private static final Duration WAIT = Duration.ofSeconds(30);

    @Inject
    NatsLink link;

    private final String admin = TestTokens.admin();
    private final String subject = "rack-" + Ids.newId();
    private Wire wire;

    @BeforeEach
    void connect() {
        wire = new Wire(link);
        await().atMost(WAIT).until(link::up);
    }

    @Test
    void aReportIsInTheJournalAtOnceAndOnlyOnce() {
        var event = report("door.opened", "project-x");
        assertThat(event.getPosition()).isPositive();
        assertThat(event.getType()).isEqualTo("io.palebluedot.external.reported.v1");
        assertThat(event.getSequence()).isEqualTo(1);
        assertThat(event.getProjectId()).isEqualTo("project-x");
        assertThat(event.getData().getFieldsOrThrow("reported_type").getStringValue())
                .isEqualTo("door.opened");
        var second = report("door.closed", "project-x");
        assertThat(second.getSequence()).isEqualTo(2);
        // Its echo from the stream passed once a later event came by.
        var echo = wire.tell("/alert-service", subject, new AlertEvent.AlertAcknowledged("x", "y"));
        awaitEvent(echo.toString());
        assertThat(list(subject, ""))
                .extracting(Event::getId)
                .containsExactly(event.getId(), second.getId(), echo.toString());
        assertThat(list(subject, "door.*")).hasSize(2);
        assertThat(list(subject, "door.opened")).extracting(Event::getId).containsExactly(event.getId());
        assertThat(list(subject, "AlertAcknowledged")).hasSize(1);
        assertThat(list(subject, "io.palebluedot.alert.*")).hasSize(1);
    }

    @Test
    void engineersSeeAndReportOnlyWhatIsTheirs() {
        var mine = report("a.b", "mine");
        var other = report("a.b", "other");
        var engineer = Wire.events(TestTokens.engineer("e", "mine"));
        assertThat(engineer.listEvents(ListEventsRequest.newBuilder()
                                .setSubject(subject)
                                .build())
                        .getEventsList())
                .extracting(Event::getId)
                .containsExactly(mine.getId());
        assertThat(engineer.getEvent(
                                GetEventRequest.newBuilder().setId(mine.getId()).build())
                        .getId())
                .isEqualTo(mine.getId());
        assertCode(
                Status.Code.NOT_FOUND,
                () -> engineer.getEvent(
                        GetEventRequest.newBuilder().setId(other.getId()).build()));
        assertThat(engineer.createEvent(request("a.c", "mine")).getProjectId()).isEqualTo("mine");
        assertCode(Status.Code.PERMISSION_DENIED, () -> engineer.createEvent(request("a.c", "other")));
        assertCode(
                Status.Code.PERMISSION_DENIED,
                () -> engineer.listDeadLetters(ListDeadLettersRequest.getDefaultInstance()));
        assertCode(
                Status.Code.PERMISSION_DENIED,
                () -> Wire.events(TestTokens.viewer()).createEvent(request("a.c", "mine")));
    }

    @Test
    void badReportsAreRefused() {
        assertCode(Status.Code.INVALID_ARGUMENT, () -> report("io.palebluedot.server.failed.v1", "p"));
        assertCode(Status.Code.INVALID_ARGUMENT, () -> report("", "p"));
        assertCode(
                Status.Code.INVALID_ARGUMENT,
                () -> Wire.events(admin)
                        .createEvent(request("a.b", "p").toBuilder()
                                .setSubject("a b>")
                                .build()));
        assertCode(
                Status.Code.INVALID_ARGUMENT,
                () -> Wire.events(admin)
                        .listEvents(ListEventsRequest.newBuilder()
                                .setPage(PageRequest.newBuilder().setLimit(501))
                                .build()));
        assertCode(
                Status.Code.NOT_FOUND,
                () -> Wire.events(admin)
                        .getEvent(GetEventRequest.newBuilder().setId("nope").build()));
    }

    @Test
    void cloudInitNeverEntersTheJournal() {
        var id = wire.tell(
                "/allocation-service",
                Ids.newId(),
                new AllocationEvent.AllocationReserved(
                        "u", "p", null, List.of(), List.of(), null, List.of(), "password: secret"));
        assertThat(awaitEvent(id.toString()).getData().getFieldsMap())
                .containsKey("project_id")
                .doesNotContainKey("user_data");
    }

    @Test
    void aStreamHasEveryEventInOrderAndResumesWhereItStopped() throws Exception {
        var first = report("begin", "p");
        try (var reader = new Reader(first.getId());
                var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 100; i++) {
                var _ = threads.submit(() -> report("count", "p"));
                wire.tell("/alert-service", subject, new AlertEvent.AlertAcknowledged("n" + i, "y"));
            }
            await().atMost(WAIT).untilAsserted(() -> assertThat(reader.taken).hasSize(200));
            assertThat(reader.taken).extracting(Event::getPosition).isSorted().doesNotHaveDuplicates();
        }
        var all = list(subject, "").stream().map(Event::getId).toList();
        assertThat(all).hasSize(201);
        try (var resumed = new Reader(all.get(120))) {
            await().atMost(WAIT).untilAsserted(() -> assertThat(resumed.taken).hasSize(80));
            assertThat(resumed.taken).extracting(Event::getId).containsExactlyElementsOf(all.subList(121, 201));
            var live = report("live", "p");
            await().atMost(Duration.ofSeconds(3))
                    .untilAsserted(
                            () -> assertThat(resumed.taken.getLast().getId()).isEqualTo(live.getId()));
        }
        assertCode(
                Status.Code.NOT_FOUND,
                () -> Wire.events(admin)
                        .streamEvents(StreamEventsRequest.newBuilder()
                                .setAfterEventId(Ids.newId())
                                .build())
                        .hasNext());
    }

    @Test
    void aReaderThatTakesNothingIsSentNoMoreThanItsBufferHolds() {
        var first = report("begin", "p");
        var padding = "x".repeat(60_000);
        for (int i = 0; i < 300; i++) {
            Wire.events(admin)
                    .createEvent(request("big", "p").toBuilder()
                            .setData(Struct.newBuilder()
                                    .putFields(
                                            "padding",
                                            Value.newBuilder()
                                                    .setStringValue(padding)
                                                    .build()))
                            .build());
        }
        try (var slow = new Reader(first.getId(), 0)) {
            slow.call.request(1);
            await().atMost(WAIT).untilAsserted(() -> assertThat(slow.taken).hasSize(1));
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(slow.taken).hasSize(1));
            slow.call.request(1_000);
            await().atMost(WAIT).untilAsserted(() -> assertThat(slow.taken).hasSize(300));
        }
    }

    @Test
    void whatNobodyCanReadIsADeadLetterAndCanBeReplayed() {
        var target = "pbd.server." + Ids.newId() + ".state_changed";
        wire.raw(target, "no event".getBytes(StandardCharsets.UTF_8));
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(letters(target))
                        .extracting(DeadLetter::getConsumer)
                        .contains("alert-journal", "alert-server-assets", "alert-server-faults"));
        var letter = letters(target).getFirst();
        assertThat(letter.getReason()).contains("no readable event");
        var replayed = Wire.events(admin)
                .replayDeadLetters(ReplayDeadLettersRequest.newBuilder()
                        .addSequences(letter.getSequence())
                        .build());
        assertThat(replayed.getReplayed()).isEqualTo(1);
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(letters(target))
                        .as("refused again, by each consumer, under new numbers")
                        .extracting(DeadLetter::getSequence)
                        .doesNotContain(letter.getSequence())
                        .hasSizeGreaterThanOrEqualTo(5));
        var page = Wire.events(admin)
                .listDeadLetters(ListDeadLettersRequest.newBuilder()
                        .setPage(PageRequest.newBuilder().setLimit(2))
                        .build());
        assertThat(page.getLettersCount()).isEqualTo(2);
        assertThat(page.getPage().getTotal()).isGreaterThanOrEqualTo(5);
        assertThat(page.getPage().getNext()).isNotEmpty();
    }

    private List<DeadLetter> letters(String natsSubject) {
        return Wire.events(admin)
                .listDeadLetters(ListDeadLettersRequest.newBuilder()
                        .setPage(PageRequest.newBuilder().setLimit(500))
                        .build())
                .getLettersList()
                .stream()
                .filter(l -> l.getSubject().equals(natsSubject))
                .toList();
    }

    private Event report(String type, String project) {
        return Wire.events(admin).createEvent(request(type, project));
    }

    private CreateEventRequest request(String type, String project) {
        return CreateEventRequest.newBuilder()
                .setType(type)
                .setSubject(subject)
                .setData(Struct.newBuilder()
                        .putFields(
                                "project_id",
                                Value.newBuilder().setStringValue(project).build()))
                .build();
    }

    private List<Event> list(String of, String type) {
        var events = new ArrayList<Event>();
        String cursor = "";
        do {
            var page = Wire.events(admin)
                    .listEvents(ListEventsRequest.newBuilder()
                            .setSubject(of)
                            .setType(type)
                            .setPage(PageRequest.newBuilder().setLimit(100).setCursor(cursor))
                            .build());
            events.addAll(page.getEventsList());
            cursor = page.getPage().getNext();
        } while (!cursor.isEmpty());
        return events;
    }

    private Event awaitEvent(String id) {
        return await().atMost(WAIT)
                .ignoreExceptions()
                .until(
                        () -> Wire.events(admin)
                                .getEvent(GetEventRequest.newBuilder().setId(id).build()),
                        e -> true);
    }

    private static void assertCode(Status.Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
    }

    /** Follows this test's subject. */
    private final class Reader implements ClientResponseObserver<StreamEventsRequest, Event>, AutoCloseable {

        final List<Event> taken = new CopyOnWriteArrayList<>();
        private final Context.CancellableContext context = Context.current().withCancellation();
        private final int initial;
        private ClientCallStreamObserver<StreamEventsRequest> call;

        Reader(String after) {
            this(after, 100_000);
        }

        Reader(String after, int initial) {
            this.initial = initial;
            context.run(() -> Wire.stream(admin)
                    .streamEvents(
                            StreamEventsRequest.newBuilder()
                                    .setAfterEventId(after)
                                    .setSubject(subject)
                                    .build(),
                            this));
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<StreamEventsRequest> requests) {
            call = requests;
            requests.disableAutoRequestWithInitial(initial);
        }

        @Override
        public void onNext(Event event) {
            taken.add(event);
        }

        @Override
        public void onError(Throwable failure) {
            // The test ends the stream.
        }

        @Override
        public void onCompleted() {}

        @Override
        public void close() {
            context.cancel(null);
        }
    }
}
