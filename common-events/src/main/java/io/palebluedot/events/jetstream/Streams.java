package io.palebluedot.events.jetstream;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.palebluedot.events.EventCatalogue;
import io.palebluedot.events.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** The three streams: made when missing, widened when a new domain was added, read back so that a refused option is noticed. */
@ApplicationScoped
public class Streams {

    private static final int NOT_FOUND = 404;
    private static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(2);
    private static final Duration DEAD_LETTER_AGE = Duration.ofDays(30);

    private final NatsConfig config;

    Streams(NatsConfig config) {
        this.config = config;
    }

    /**
     * Makes sure of a stream. Blocks: call it off the event loop.
     *
     * @return what the server says of the stream, its creation time among it
     * @throws IllegalStateException when the server did not take the wanted settings
     */
    public StreamInfo ensure(Connection connection, String stream) throws IOException, JetStreamApiException {
        var management = connection.jetStreamManagement();
        var wanted = wanted(stream);
        var info = existing(management, stream);
        if (info == null) {
            info = create(management, wanted, stream);
        } else if (!new HashSet<>(info.getConfiguration().getSubjects()).containsAll(wanted.getSubjects())) {
            info = management.updateStream(StreamConfiguration.builder(info.getConfiguration())
                    .subjects(wanted.getSubjects())
                    .build());
        }
        check(wanted, info.getConfiguration());
        return info;
    }

    private static StreamInfo create(JetStreamManagement management, StreamConfiguration wanted, String stream)
            throws IOException, JetStreamApiException {
        try {
            return management.addStream(wanted);
        } catch (JetStreamApiException e) {
            // Another service may have made it at the same moment.
            var info = existing(management, stream);
            if (info == null) {
                throw e;
            }
            return info;
        }
    }

    private static @org.jspecify.annotations.Nullable StreamInfo existing(JetStreamManagement management, String stream)
            throws IOException, JetStreamApiException {
        try {
            return management.getStreamInfo(stream);
        } catch (JetStreamApiException e) {
            if (e.getErrorCode() == NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    private static void check(StreamConfiguration wanted, StreamConfiguration actual) {
        if (actual.getStorageType() != wanted.getStorageType()
                || !new HashSet<>(actual.getSubjects()).containsAll(wanted.getSubjects())) {
            throw new IllegalStateException("stream " + wanted.getName() + " has storage " + actual.getStorageType()
                    + " and subjects " + actual.getSubjects() + ", wanted " + wanted.getStorageType() + " and "
                    + wanted.getSubjects());
        }
    }

    private StreamConfiguration wanted(String stream) {
        var builder = StreamConfiguration.builder()
                .name(stream)
                .replicas(config.replicas())
                .duplicateWindow(DUPLICATE_WINDOW)
                .discardPolicy(DiscardPolicy.Old);
        return switch (stream) {
            case Subjects.EVENTS_STREAM ->
                builder.storageType(StorageType.File)
                        .subjects(eventSubjects())
                        .maxAge(config.eventsAge())
                        .build();
            case Subjects.TELEMETRY_STREAM ->
                builder.storageType(StorageType.Memory)
                        .subjects("pbd.telemetry.>")
                        .maxAge(config.telemetryAge())
                        .maxBytes(config.telemetryBytes())
                        .build();
            case Subjects.DEAD_LETTER_STREAM ->
                builder.storageType(StorageType.File)
                        .subjects("pbd.dead_letter.>")
                        .maxAge(DEAD_LETTER_AGE)
                        .build();
            default -> throw new IllegalArgumentException("no such stream: " + stream);
        };
    }

    private static List<String> eventSubjects() {
        return EventCatalogue.entries().stream()
                .map(entry -> "pbd." + entry.domain() + ".>")
                .distinct()
                .sorted()
                .toList();
    }
}
