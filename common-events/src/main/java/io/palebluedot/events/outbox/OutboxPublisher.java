package io.palebluedot.events.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.PublishOptions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Publishes rows asynchronously. Two events of one object are never on their way together, so that a refused one cannot be
 * overtaken by its successor.
 */
@ApplicationScoped
class OutboxPublisher {

    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);
    private static final int ACK_SECONDS = 10;

    private final String source;
    private final Counter published;
    private final Counter refused;

    OutboxPublisher(@ConfigProperty(name = "quarkus.application.name") String application, MeterRegistry registry) {
        this.source = "/" + application;
        this.published = registry.counter("pbd.outbox.published");
        this.refused = registry.counter("pbd.outbox.refused");
    }

    /** Publishes all rows that it can; answers the positions that JetStream acknowledged. */
    Uni<List<Long>> publish(Connection connection, List<OutboxRow> rows) {
        return Uni.createFrom()
                .item(() -> publishInRounds(connection, rows))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private List<Long> publishInRounds(Connection connection, List<OutboxRow> rows) {
        var acknowledged = new ArrayList<Long>(rows.size());
        var held = new HashSet<String>();
        List<OutboxRow> rest = rows;
        while (!rest.isEmpty()) {
            var later = new ArrayList<OutboxRow>();
            var round = firstPerObject(rest, held, later);
            if (!publishRound(connection, round, acknowledged, held)) {
                break;
            }
            rest = later;
        }
        published.increment(acknowledged.size());
        return acknowledged;
    }

    private static List<OutboxRow> firstPerObject(List<OutboxRow> rows, Set<String> held, List<OutboxRow> later) {
        var round = new ArrayList<OutboxRow>(rows.size());
        var seen = new HashSet<String>();
        for (OutboxRow row : rows) {
            if (held.contains(row.objectId())) {
                continue;
            }
            (seen.add(row.objectId()) ? round : later).add(row);
        }
        return round;
    }

    /** False when the connection failed as a whole. */
    private boolean publishRound(
            Connection connection, List<OutboxRow> round, List<Long> acknowledged, Set<String> held) {
        var acks = new ArrayList<CompletableFuture<?>>(round.size());
        try {
            JetStream jetStream = connection.jetStream();
            for (OutboxRow row : round) {
                acks.add(jetStream.publishAsync(
                        row.natsSubject(),
                        row.envelope(source),
                        PublishOptions.builder().messageId(row.id().toString()).build()));
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debugf("outbox publish: %s", e.toString());
        }
        for (int i = 0; i < acks.size(); i++) {
            if (acknowledgedInTime(acks.get(i))) {
                acknowledged.add(round.get(i).position());
            } else {
                held.add(round.get(i).objectId());
                refused.increment();
            }
        }
        return acks.size() == round.size() && held.size() < round.size();
    }

    private static boolean acknowledgedInTime(CompletableFuture<?> ack) {
        try {
            ack.get(ACK_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.debugf("outbox row not acknowledged: %s", e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
