package io.palebluedot.events.jetstream;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.palebluedot.events.Subjects;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Messages that a consumer could not take: kept with the reason, listed, and published again on their own subject. */
@ApplicationScoped
public class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final String SUBJECT = "Pbd-Subject";
    private static final String CONSUMER = "Pbd-Consumer";
    private static final String REASON = "Pbd-Reason";
    private static final String EVENT_ID = "Nats-Msg-Id";
    private static final int NO_MESSAGE = 404;
    private static final int MAX_REASON = 500;

    private final NatsLink link;
    private final Streams streams;

    DeadLetters(NatsLink link, Streams streams) {
        this.link = link;
        this.streams = streams;
    }

    /**
     * One dead letter.
     *
     * @param sequence its place in the dead-letter stream
     * @param subject where it was published first
     */
    public record Letter(
            long sequence,
            String subject,
            String consumer,
            String reason,
            @Nullable String eventId,
            Instant at) {}

    /** Keeps a message that {@code consumer} could not take; blocks until the stream has it. */
    void bury(Connection connection, String consumer, Message message, String reason)
            throws IOException, JetStreamApiException {
        var headers = new Headers()
                .put(SUBJECT, message.getSubject())
                .put(CONSUMER, consumer)
                .put(REASON, printable(reason));
        if (message.hasHeaders() && message.getHeaders().getFirst(EVENT_ID) != null) {
            // Its own identity per consumer: two consumers may bury the same event.
            headers.put(EVENT_ID, consumer + ":" + message.getHeaders().getFirst(EVENT_ID));
        }
        streams.ensure(connection, Subjects.DEAD_LETTER_STREAM);
        connection
                .jetStream()
                .publish(NatsMessage.builder()
                        .subject(Subjects.deadLetter(consumer))
                        .headers(headers)
                        .data(message.getData())
                        .build());
        LOG.errorf("event dead-lettered consumer=%s subject=%s reason=%s", consumer, message.getSubject(), reason);
    }

    /** Up to {@code limit} letters after the given sequence, oldest first. */
    public Uni<List<Letter>> list(int limit, long afterSequence) {
        return off(connection -> {
            var management = connection.jetStreamManagement();
            var state = streams.ensure(connection, Subjects.DEAD_LETTER_STREAM).getStreamState();
            var letters = new ArrayList<Letter>();
            long sequence = Math.max(afterSequence + 1, state.getFirstSequence());
            for (; sequence <= state.getLastSequence() && letters.size() < limit; sequence++) {
                var info = message(management, sequence);
                if (info != null) {
                    letters.add(letter(info));
                }
            }
            return letters;
        });
    }

    /** How many letters there are. */
    public Uni<Long> count() {
        return off(connection -> streams.ensure(connection, Subjects.DEAD_LETTER_STREAM)
                .getStreamState()
                .getMsgCount());
    }

    /**
     * Publishes letters again where they came from and removes them; an empty list means all.
     *
     * <p>All consumers of that subject see the event again; those that took it before ignore it by their inbox.
     *
     * @return how many were published
     */
    public Uni<Integer> replay(List<Long> sequences) {
        Uni<List<Long>> wanted = sequences.isEmpty()
                ? list(Integer.MAX_VALUE, 0)
                        .map(letters -> letters.stream().map(Letter::sequence).toList())
                : Uni.createFrom().item(sequences);
        return wanted.chain(all -> off(connection -> {
            int replayed = 0;
            for (long sequence : all) {
                replayed += replayOne(connection, sequence) ? 1 : 0;
            }
            return replayed;
        }));
    }

    private static boolean replayOne(Connection connection, long sequence) throws IOException, JetStreamApiException {
        var management = connection.jetStreamManagement();
        var info = message(management, sequence);
        if (info == null) {
            return false;
        }
        connection
                .jetStream()
                .publish(NatsMessage.builder()
                        .subject(letter(info).subject())
                        .data(info.getData())
                        .build());
        management.deleteMessage(Subjects.DEAD_LETTER_STREAM, sequence);
        return true;
    }

    private static @Nullable MessageInfo message(io.nats.client.JetStreamManagement management, long sequence)
            throws IOException, JetStreamApiException {
        try {
            return management.getMessage(Subjects.DEAD_LETTER_STREAM, sequence);
        } catch (JetStreamApiException e) {
            if (e.getErrorCode() == NO_MESSAGE) {
                return null;
            }
            throw e;
        }
    }

    private static Letter letter(MessageInfo info) {
        String id = header(info, EVENT_ID);
        var time = info.getTime();
        return new Letter(
                info.getSeq(),
                header(info, SUBJECT),
                header(info, CONSUMER),
                header(info, REASON),
                id.isEmpty() ? null : id.substring(id.indexOf(':') + 1),
                time == null ? Instant.EPOCH : time.toInstant());
    }

    private static String header(MessageInfo info, String name) {
        var headers = info.getHeaders();
        String value = headers == null ? null : headers.getFirst(name);
        return value == null ? "" : value;
    }

    /** Header values are one line of ASCII. */
    private static String printable(String reason) {
        String line = reason.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) : line;
    }

    private interface Blocking<T> {
        T run(Connection connection) throws IOException, JetStreamApiException;
    }

    private <T> Uni<T> off(Blocking<T> work) {
        return link.connection()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(io.smallrye.mutiny.unchecked.Unchecked.function(work::run));
    }
}
