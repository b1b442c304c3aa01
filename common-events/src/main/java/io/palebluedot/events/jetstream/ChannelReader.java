package io.palebluedot.events.jetstream;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.palebluedot.events.Subjects;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes deliveries of one channel from its durable pull consumer, one after the other. A delivery that failed is the next one again, so that order
 * survives an outage; a stream or consumer that was lost is made again. Used by one thread at a time; may block.
 */
final class ChannelReader<T> {

    private static final Logger LOG = Logger.getLogger(ChannelReader.class);
    private static final Duration ACK_WAIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration NO_MORE = Duration.ofMillis(10);
    private static final Duration AFTER_TROUBLE = Duration.ofMillis(500);

    private final ChannelSpec<T> spec;
    private final NatsLink link;
    private final Streams streams;
    private final DeadLetters deadLetters;
    private final BooleanSupplier closed;
    private final Deque<Delivery<T>> waiting = new ArrayDeque<>();
    /** Held from handing out a delivery until it is settled, whatever the channel asks for in advance. */
    private final Semaphore unsettled = new Semaphore(1);

    private @Nullable JetStreamSubscription subscription;

    ChannelReader(
            ChannelSpec<T> spec, NatsLink link, Streams streams, DeadLetters deadLetters, BooleanSupplier closed) {
        this.spec = spec;
        this.link = link;
        this.streams = streams;
        this.deadLetters = deadLetters;
        this.closed = closed;
    }

    /** The next delivery; null once the channel is closed. */
    @Nullable
    Delivery<T> next() {
        awaitSettled();
        while (!closed.getAsBoolean()) {
            synchronized (waiting) {
                if (!waiting.isEmpty()) {
                    return waiting.removeFirst();
                }
            }
            try {
                fetch();
            } catch (IOException | JetStreamApiException | RuntimeException e) {
                LOG.debugf("channel %s: %s", spec.durable(), e.toString());
                drop();
                Waiting.pause(AFTER_TROUBLE);
            }
        }
        return null;
    }

    private void awaitSettled() {
        try {
            while (!unsettled.tryAcquire(1, TimeUnit.SECONDS)) {
                if (closed.getAsBoolean()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The delivery took effect. */
    void done(Delivery<T> delivery) {
        delivery.ack();
        unsettled.release();
    }

    /** Gives a delivery back to be the next one. */
    void again(Delivery<T> delivery) {
        delivery.inProgress();
        synchronized (waiting) {
            waiting.addFirst(delivery);
        }
        unsettled.release();
    }

    /** Puts a delivery's messages to the dead letters and acknowledges them. */
    void bury(Delivery<T> delivery, String reason) throws IOException, JetStreamApiException {
        for (Message message : delivery.messages()) {
            deadLetters.bury(connection(), spec.durable(), message, reason);
            message.ack();
        }
        unsettled.release();
    }

    private void fetch() throws IOException, JetStreamApiException {
        var current = subscription;
        if (current == null || !current.isActive()) {
            current = subscribe();
            subscription = current;
        }
        var messages = take(current);
        if (messages.isEmpty()) {
            probe();
            return;
        }
        for (Delivery<T> delivery : decode(messages)) {
            synchronized (waiting) {
                waiting.addLast(delivery);
            }
        }
    }

    /** The first message as soon as it comes, and what else is there by then: a fetch of a whole batch would wait until the batch is full. */
    private List<Message> take(JetStreamSubscription current) {
        var messages = new ArrayList<>(current.fetch(1, POLL));
        int room = spec.batchSize() - messages.size();
        if (!messages.isEmpty() && room > 0) {
            current.pullNoWait(room);
            var next = more(current);
            while (next != null) {
                messages.add(next);
                next = messages.size() < spec.batchSize() ? more(current) : null;
            }
        }
        return messages;
    }

    private static @Nullable Message more(JetStreamSubscription current) {
        try {
            return current.nextMessage(NO_MORE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** An idle fetch looks the same on a lost stream as on a quiet one: ask. */
    private void probe() throws IOException, JetStreamApiException {
        var current = subscription;
        if (current != null && link.up()) {
            current.getConsumerInfo();
        }
    }

    private List<Delivery<T>> decode(List<Message> messages) throws IOException, JetStreamApiException {
        var readable = new ArrayList<ChannelSpec.Decoded>(messages.size());
        for (Message message : messages) {
            try {
                readable.add(new ChannelSpec.Decoded(message, spec.decode(message.getData())));
            } catch (PoisonEvent e) {
                deadLetters.bury(connection(), spec.durable(), message, String.valueOf(e.getMessage()));
                message.ack();
            }
        }
        return spec.deliveries(readable);
    }

    private JetStreamSubscription subscribe() throws IOException, JetStreamApiException {
        var connection = connection();
        streams.ensure(connection, spec.stream());
        var consumer = ConsumerConfiguration.builder()
                .durable(spec.durable())
                .filterSubject(spec.filter())
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(ACK_WAIT)
                .maxAckPending(spec.batchSize() * 4L)
                .deliverPolicy(spec.stream().equals(Subjects.TELEMETRY_STREAM) ? DeliverPolicy.New : DeliverPolicy.All)
                .build();
        return connection
                .jetStream()
                .subscribe(
                        spec.filter(),
                        PullSubscribeOptions.builder().stream(spec.stream())
                                .configuration(consumer)
                                .build());
    }

    private void drop() {
        var current = subscription;
        subscription = null;
        if (current != null) {
            try {
                current.unsubscribe();
            } catch (IllegalStateException alreadyGone) {
                LOG.debugf("channel %s: %s", spec.durable(), alreadyGone.getMessage());
            }
        }
    }

    private Connection connection() throws IOException {
        var connection = link.current();
        if (connection == null) {
            throw new IOException("NATS is not connected");
        }
        return connection;
    }
}
