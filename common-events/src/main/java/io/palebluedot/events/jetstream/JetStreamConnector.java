package io.palebluedot.events.jetstream;

import io.nats.client.JetStreamApiException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.providers.connectors.ExecutionHolder;
import io.smallrye.reactive.messaging.providers.locals.ContextAwareMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/**
 * SmallRye connector {@code pbd-jetstream}: one durable pull consumer per channel, taken on demand. The method's end acknowledges. A failure that
 * waiting cures (database away) is tried again for as long as it takes, in order; another one is tried a few times and then goes to the dead
 * letters, as does a message that cannot be read.
 */
@ApplicationScoped
@Connector(JetStreamConnector.NAME)
@ConnectorAttribute(
        name = "durable",
        type = "string",
        direction = ConnectorAttribute.Direction.INCOMING,
        mandatory = true,
        description = "Name of the durable consumer")
@ConnectorAttribute(
        name = "filter",
        type = "string",
        direction = ConnectorAttribute.Direction.INCOMING,
        mandatory = true,
        description = "Subject filter")
@ConnectorAttribute(
        name = "format",
        type = "string",
        direction = ConnectorAttribute.Direction.INCOMING,
        defaultValue = "event",
        description = "event, event-batch or telemetry")
@ConnectorAttribute(
        name = "batch-size",
        type = "int",
        direction = ConnectorAttribute.Direction.INCOMING,
        defaultValue = "128",
        description = "Messages taken at once")
public class JetStreamConnector implements InboundConnector {

    public static final String NAME = "pbd-jetstream";

    private static final Logger LOG = Logger.getLogger(JetStreamConnector.class);
    private static final int MAX_FAILURES = 8;
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    private final NatsLink link;
    private final Streams streams;
    private final DeadLetters deadLetters;
    private final ExecutionHolder execution;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    JetStreamConnector(NatsLink link, Streams streams, DeadLetters deadLetters, ExecutionHolder execution) {
        this.link = link;
        this.streams = streams;
        this.deadLetters = deadLetters;
        this.execution = execution;
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        return messages(spec(config));
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) @BeforeDestroyed(ApplicationScoped.class) Object event) {
        closed = true;
    }

    private static ChannelSpec<?> spec(Config config) {
        String durable = config.getValue("durable", String.class);
        String filter = config.getValue("filter", String.class);
        int batchSize = config.getOptionalValue("batch-size", Integer.class).orElse(128);
        String format = config.getOptionalValue("format", String.class).orElse("event");
        return switch (format) {
            case "event" -> new ChannelSpec.Single(durable, filter, batchSize);
            case "event-batch" -> new ChannelSpec.Batch(durable, filter, batchSize);
            case "telemetry" -> new ChannelSpec.Telemetry(durable, filter, batchSize);
            default -> throw new IllegalArgumentException("channel format must be event, event-batch or telemetry");
        };
    }

    private <T> Multi<Message<T>> messages(ChannelSpec<T> spec) {
        var reader = new ChannelReader<>(spec, link, streams, deadLetters, () -> closed);
        var context = execution.vertx().getDelegate().getOrCreateContext();
        return Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom().item(reader::next).runSubscriptionOn(threads))
                .whilst(delivery -> delivery != null && !closed)
                .emitOn(task -> context.runOnContext(ignored -> task.run()), 1)
                .map(delivery -> message(reader, delivery));
    }

    private <T> Message<T> message(ChannelReader<T> reader, Delivery<T> delivery) {
        return ContextAwareMessage.withContextMetadata(Message.of(
                delivery.payload(), () -> ack(reader, delivery), failure -> failed(reader, delivery, failure)));
    }

    private static <T> CompletionStage<Void> ack(ChannelReader<T> reader, Delivery<T> delivery) {
        reader.done(delivery);
        return CompletableFuture.completedFuture(null);
    }

    private <T> CompletionStage<Void> failed(ChannelReader<T> reader, Delivery<T> delivery, Throwable failure) {
        return CompletableFuture.runAsync(() -> settle(reader, delivery, failure), threads);
    }

    private <T> void settle(ChannelReader<T> reader, Delivery<T> delivery, Throwable failure) {
        int failures = delivery.failed();
        boolean passes = Failing.passes(failure);
        if (failures == 1) {
            LOG.warnf(failure, "event not handled, trying again");
        }
        if (failure instanceof PoisonEvent || (!passes && failures >= MAX_FAILURES)) {
            bury(reader, delivery, failure);
            return;
        }
        Waiting.pause(delay(failures));
        reader.again(delivery);
    }

    private static <T> void bury(ChannelReader<T> reader, Delivery<T> delivery, Throwable failure) {
        try {
            reader.bury(delivery, failure.toString());
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            LOG.warnf("dead letter not written, trying again: %s", e.toString());
            Waiting.pause(LONGEST_DELAY);
            reader.again(delivery);
        }
    }

    private static Duration delay(int failures) {
        var delay = FIRST_DELAY.multipliedBy(1L << Math.min(failures - 1, 10));
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }
}
