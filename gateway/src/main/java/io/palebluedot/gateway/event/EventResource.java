package io.palebluedot.gateway.event;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Times;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.alert.v1.EventService;
import io.palebluedot.proto.alert.v1.GetEventRequest;
import io.palebluedot.proto.alert.v1.ListEventsRequest;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The journal of events. */
@Path("/api/v1/events")
@Tag(name = "Events")
public class EventResource {

    private final EventService events;

    EventResource(@GrpcClient("alert") EventService events) {
        this.events = events;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(
            operationId = "event_list",
            summary = "Events by type (or its name; a trailing * matches a prefix), subject, source and time")
    public Uni<ListAnswer<EventView>> list(
            @BeanParam Paging paging,
            @RestQuery @Nullable String type,
            @RestQuery @Nullable String subject,
            @RestQuery @Nullable String source,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to) {
        var request = ListEventsRequest.newBuilder()
                .setPage(paging.page())
                .setType(Wire.orEmpty(type))
                .setSubject(Wire.orEmpty(subject))
                .setSource(Wire.orEmpty(source));
        var begin = Times.parse("from", from);
        var end = Times.parse("to", to);
        Times.inOrder(begin, end);
        if (begin != null) {
            request.setFrom(Wire.timestamp(begin));
        }
        if (end != null) {
            request.setTo(Wire.timestamp(end));
        }
        return events.listEvents(request.build())
                .map(r -> ListAnswer.of(r.getEventsList(), r.getPage(), EventView::of));
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "event_create", summary = "Records an event from outside")
    public Uni<Answer<EventView>> create(@Valid @NotNull EventCreate body) {
        return events.createEvent(body.request())
                .map(event -> Answer.of(EventView.of(event)).created("/api/v1/events/" + event.getId()));
    }

    @GET
    @Path("/{id}")
    @Allowed(Access.READ)
    @Operation(operationId = "event_get", summary = "One event")
    public Uni<Answer<EventView>> get(@RestPath String id) {
        return events.getEvent(GetEventRequest.newBuilder().setId(id).build())
                .map(event -> Answer.of(EventView.of(event)));
    }
}
