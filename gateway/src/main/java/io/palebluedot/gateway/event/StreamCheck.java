package io.palebluedot.gateway.event;

import io.palebluedot.events.Ids;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.alert.v1.EventService;
import io.palebluedot.proto.alert.v1.ListEventsRequest;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Failures;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Asks the journal once before a stream begins: once it has begun, nothing can be refused with a status any more. */
public class StreamCheck {

    static final String LAST_EVENT_ID = "Last-Event-ID";

    private final EventService events;

    StreamCheck(@GrpcClient("alert") EventService events) {
        this.events = events;
    }

    @Checked
    @ServerRequestFilter(priority = Priorities.USER)
    public Uni<Void> check(ContainerRequestContext request) {
        String last = request.getHeaderString(LAST_EVENT_ID);
        if (last != null && !Ids.isId(last)) {
            return Uni.createFrom().failure(Failures.invalid(LAST_EVENT_ID, "must be the id of an event"));
        }
        var filters = request.getUriInfo().getQueryParameters();
        return events.listEvents(ListEventsRequest.newBuilder()
                        .setPage(PageRequest.newBuilder().setLimit(1))
                        .setType(Wire.orEmpty(filters.getFirst("type")))
                        .setSubject(Wire.orEmpty(filters.getFirst("subject")))
                        .build())
                .replaceWithVoid();
    }
}
