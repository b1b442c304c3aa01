package io.palebluedot.alert.api;

import io.palebluedot.alert.journal.JournalFilter;
import io.palebluedot.alert.journal.JournalRepository;
import io.palebluedot.alert.journal.JournalStream;
import io.palebluedot.alert.journal.ReportService;
import io.palebluedot.alert.journal.StreamFlow;
import io.palebluedot.events.jetstream.DeadLetters;
import io.palebluedot.proto.alert.v1.CreateEventRequest;
import io.palebluedot.proto.alert.v1.Event;
import io.palebluedot.proto.alert.v1.EventService;
import io.palebluedot.proto.alert.v1.GetEventRequest;
import io.palebluedot.proto.alert.v1.ListDeadLettersRequest;
import io.palebluedot.proto.alert.v1.ListDeadLettersResponse;
import io.palebluedot.proto.alert.v1.ListEventsRequest;
import io.palebluedot.proto.alert.v1.ListEventsResponse;
import io.palebluedot.proto.alert.v1.ReplayDeadLettersRequest;
import io.palebluedot.proto.alert.v1.ReplayDeadLettersResponse;
import io.palebluedot.proto.alert.v1.StreamEventsRequest;
import io.palebluedot.proto.common.v1.PageInfo;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.quarkus.grpc.GrpcService;
import io.quarkus.grpc.RegisterInterceptor;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** EventService: decodes, checks the form, calls. */
@GrpcService
@RegisterInterceptor(StreamFlow.class)
public class EventGrpcApi implements EventService {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final int MAX_FILTER = 256;

    private final JournalRepository journal;
    private final JournalStream stream;
    private final ReportService reports;
    private final DeadLetters deadLetters;

    EventGrpcApi(JournalRepository journal, JournalStream stream, ReportService reports, DeadLetters deadLetters) {
        this.journal = journal;
        this.stream = stream;
        this.reports = reports;
        this.deadLetters = deadLetters;
    }

    @Override
    public Uni<ListEventsResponse> listEvents(ListEventsRequest request) {
        var filter = new JournalFilter(
                bounded("type", request.getType()),
                bounded("subject", request.getSubject()),
                bounded("source", request.getSource()),
                request.hasFrom() ? Times.read(request.getFrom(), "from") : null,
                request.hasTo() ? Times.read(request.getTo(), "to") : null);
        return journal.list(Caller.current(), filter, request.getPage())
                .map(page -> ListEventsResponse.newBuilder()
                        .addAllEvents(
                                page.items().stream().map(EventMessages::event).toList())
                        .setPage(page.info())
                        .build());
    }

    @Override
    public Uni<Event> getEvent(GetEventRequest request) {
        return journal.find(Caller.current(), request.getId()).map(EventMessages::event);
    }

    @Override
    public Uni<Event> createEvent(CreateEventRequest request) {
        return reports.report(
                        Caller.current(), request.getType(), request.getSubject(), Structs.toJson(request.getData()))
                .map(EventMessages::event);
    }

    @Override
    public Multi<Event> streamEvents(StreamEventsRequest request) {
        var filter = new JournalFilter(
                bounded("type", request.getType()), bounded("subject", request.getSubject()), "", null, null);
        return stream.follow(Caller.current(), filter, request.getAfterEventId())
                .map(EventMessages::event);
    }

    @Override
    public Uni<ListDeadLettersResponse> listDeadLetters(ListDeadLettersRequest request) {
        Caller.current().require(Role.ADMIN, Role.OPERATOR);
        int limit = limit(request.getPage());
        return deadLetters
                .list(limit + 1, after(request.getPage()))
                .chain(letters -> deadLetters.count().map(total -> page(letters, limit, total)));
    }

    @Override
    public Uni<ReplayDeadLettersResponse> replayDeadLetters(ReplayDeadLettersRequest request) {
        Caller.current().require(Role.ADMIN, Role.OPERATOR);
        return deadLetters
                .replay(request.getSequencesList())
                .map(n -> ReplayDeadLettersResponse.newBuilder().setReplayed(n).build());
    }

    private static ListDeadLettersResponse page(List<DeadLetters.Letter> letters, int limit, long total) {
        boolean more = letters.size() > limit;
        var shown = more ? letters.subList(0, limit) : letters;
        return ListDeadLettersResponse.newBuilder()
                .addAllLetters(shown.stream().map(EventMessages::letter).toList())
                .setPage(PageInfo.newBuilder()
                        .setTotal(total)
                        .setNext(more ? Long.toString(shown.getLast().sequence()) : ""))
                .build();
    }

    private static int limit(PageRequest page) {
        if (page.getLimit() < 0 || page.getLimit() > MAX_LIMIT) {
            throw Failures.invalid("limit", "must be from 1 to " + MAX_LIMIT);
        }
        return page.getLimit() == 0 ? DEFAULT_LIMIT : page.getLimit();
    }

    private static long after(PageRequest page) {
        if (!page.getCursor().matches("\\d{0,18}")) {
            throw Failures.invalid("cursor", "is not a cursor of this list");
        }
        return page.getCursor().isEmpty() ? 0 : Long.parseLong(page.getCursor());
    }

    private static String bounded(String field, String text) {
        if (text.length() > MAX_FILTER) {
            throw Failures.invalid(field, "is too long");
        }
        return text;
    }
}
