package io.palebluedot.gateway.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Channel;
import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.alert.v1.Event;
import io.palebluedot.proto.alert.v1.EventServiceGrpc;
import io.palebluedot.proto.alert.v1.StreamEventsRequest;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Events as they happen, as Server-Sent Events. */
@Path("/api/v1/events/stream")
@Tag(name = "Events")
public class EventStreamResource {

    private static final Logger LOG = Logger.getLogger(EventStreamResource.class);
    private static final Duration FIRST_SIGN = Duration.ofSeconds(1);
    private static final long RECONNECT_MILLIS = 2_000;

    private final EventServiceGrpc.EventServiceStub events;
    private final ObjectMapper json;
    private final Duration heartbeat;
    private final Duration life;

    EventStreamResource(
            @GrpcClient("alert") Channel alert,
            ObjectMapper json,
            @ConfigProperty(name = "pbd.events.heartbeat", defaultValue = "15s") Duration heartbeat,
            @ConfigProperty(name = "pbd.events.stream-life", defaultValue = "15m") Duration life) {
        this.events = EventServiceGrpc.newStub(alert);
        this.json = json;
        this.heartbeat = heartbeat;
        this.life = life;
    }

    @GET
    @Checked
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Allowed(Access.READ)
    @Operation(
            operationId = "event_stream",
            summary = "Events as they happen; Last-Event-ID resumes after that event",
            description =
                    "A comment comes every 15 s when nothing happens. The stream ends after 15 minutes, so that the token is looked at"
                            + " again; a client reconnects with Last-Event-ID and misses nothing.")
    @APIResponse(
            responseCode = "200",
            description = "id is the event's id, event its name or type, data the event as JSON",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = EventView.class)))
    public Multi<OutboundSseEvent> stream(
            @Context Sse sse,
            @RestHeader(StreamCheck.LAST_EVENT_ID) @Nullable String lastEventId,
            @RestQuery @Nullable String type,
            @RestQuery @Nullable String subject) {
        var request = StreamEventsRequest.newBuilder()
                .setAfterEventId(Wire.orEmpty(lastEventId))
                .setType(Wire.orEmpty(type))
                .setSubject(Wire.orEmpty(subject))
                .build();
        Multi<OutboundSseEvent> journal = Multi.createFrom()
                .safePublisher(
                        new PacedStream<StreamEventsRequest, Event>(observer -> events.streamEvents(request, observer)))
                .map(event -> sent(sse, event));
        return merged(journal, signsOfLife(sse));
    }

    /** Ends with the journal, or when the stream is old enough. */
    private Multi<OutboundSseEvent> merged(Multi<OutboundSseEvent> journal, Multi<OutboundSseEvent> signs) {
        return Multi.createBy()
                .merging()
                .withRequests(1)
                .streams(journal.onCompletion().failWith(StreamEnded::new), signs)
                .select()
                .first(life)
                .onFailure()
                .invoke(EventStreamResource::told)
                .onFailure()
                .recoverWithCompletion();
    }

    /** A reader that begins again finds out more than it could be told in the middle of a stream. */
    private static void told(Throwable failure) {
        if (!(failure instanceof StreamEnded)) {
            LOG.warnf("event stream ended: %s", failure.toString());
        }
    }

    private Multi<OutboundSseEvent> signsOfLife(Sse sse) {
        return Multi.createFrom()
                .ticks()
                .startingAfter(FIRST_SIGN)
                .every(heartbeat)
                .onOverflow()
                .drop()
                .map(tick -> sse.newEventBuilder()
                        .comment(" ")
                        .reconnectDelay(RECONNECT_MILLIS)
                        .build());
    }

    private OutboundSseEvent sent(Sse sse, Event event) {
        try {
            return sse.newEventBuilder()
                    .id(event.getId())
                    .name(event.getName().isEmpty() ? event.getType() : event.getName())
                    .mediaType(MediaType.TEXT_PLAIN_TYPE)
                    .data(json.writeValueAsString(EventView.of(event)))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event cannot be written", e);
        }
    }

    /** The journal has nothing more to say: the reader comes again. */
    private static final class StreamEnded extends RuntimeException {

        @java.io.Serial
        private static final long serialVersionUID = 1L;

        StreamEnded() {
            super("stream ended", null, false, false);
        }
    }
}
