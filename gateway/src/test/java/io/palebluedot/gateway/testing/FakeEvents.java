package io.palebluedot.gateway.testing;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.palebluedot.proto.alert.v1.CreateEventRequest;
import io.palebluedot.proto.alert.v1.Event;
import io.palebluedot.proto.alert.v1.EventServiceGrpc;
import io.palebluedot.proto.alert.v1.GetEventRequest;
import io.palebluedot.proto.alert.v1.ListEventsRequest;
import io.palebluedot.proto.alert.v1.ListEventsResponse;
import io.palebluedot.proto.alert.v1.StreamEventsRequest;
import java.util.concurrent.atomic.AtomicInteger;

/** A journal of numbered events: the stream sends those after the one that is named, without end, as fast as they are taken. */
final class FakeEvents implements EventServiceGrpc.AsyncService {

    static final AtomicInteger OPEN = new AtomicInteger();
    static final AtomicInteger SENT = new AtomicInteger();

    @Override
    public void listEvents(ListEventsRequest request, StreamObserver<ListEventsResponse> observer) {
        var trouble = Trouble.of(request.getSubject());
        if (trouble != null) {
            observer.onError(trouble);
            return;
        }
        one(observer, (ListEventsResponse)
                Echo.of(request, Filled.of(ListEventsResponse.getDefaultInstance(), SeenCaller.CALLER.get())));
    }

    @Override
    public void getEvent(GetEventRequest request, StreamObserver<Event> observer) {
        one(observer, event(1));
    }

    @Override
    public void createEvent(CreateEventRequest request, StreamObserver<Event> observer) {
        one(
                observer,
                event(1).toBuilder()
                        .setType(request.getType())
                        .setSubject(request.getSubject())
                        .build());
    }

    @Override
    public void streamEvents(StreamEventsRequest request, StreamObserver<Event> observer) {
        var trouble = Trouble.of(request.getSubject());
        if (trouble != null) {
            observer.onError(trouble);
            return;
        }
        var stream = (ServerCallStreamObserver<Event>) observer;
        OPEN.incrementAndGet();
        stream.setOnCancelHandler(OPEN::decrementAndGet);
        var sender = new Sender(stream, request);
        stream.setOnReadyHandler(sender);
        sender.run();
    }

    /** Sends while the reader takes; "few" is three events and silence. */
    private static final class Sender implements Runnable {
        private final ServerCallStreamObserver<Event> stream;
        private final int last;
        private int number;

        Sender(ServerCallStreamObserver<Event> stream, StreamEventsRequest request) {
            this.stream = stream;
            this.number = request.getAfterEventId().isEmpty()
                    ? 0
                    : Integer.parseInt(request.getAfterEventId().substring(24));
            this.last = request.getSubject().equals("many") ? 1_000_000 : number + 3;
        }

        @Override
        public synchronized void run() {
            while (number < last && stream.isReady() && !stream.isCancelled()) {
                stream.onNext(event(++number));
                SENT.incrementAndGet();
            }
        }
    }

    private static Event event(int number) {
        return Event.newBuilder((Event) Filled.of(Event.getDefaultInstance(), ""))
                .setId("018f6d2e-7c1a-7b7e-9a3f-%012d".formatted(number))
                .setName("GPUStatusChanged")
                .setPosition(number)
                .build();
    }

    private static <T> void one(StreamObserver<T> observer, T item) {
        observer.onNext(item);
        observer.onCompleted();
    }
}
