package io.palebluedot.gateway.alert;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Removed;
import io.palebluedot.proto.alert.v1.AlertService;
import io.palebluedot.proto.alert.v1.GetSilenceRequest;
import io.palebluedot.proto.alert.v1.ListSilencesRequest;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Silences. */
@Path("/api/v1/silences")
@Tag(name = "Alerts")
public class SilenceResource {

    private final AlertService alerts;

    SilenceResource(@GrpcClient("alert") AlertService alerts) {
        this.alerts = alerts;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "silence_list", summary = "Silences")
    public Uni<ListAnswer<SilenceView>> list(@BeanParam Paging paging) {
        return alerts.listSilences(
                        ListSilencesRequest.newBuilder().setPage(paging.page()).build())
                .map(r -> ListAnswer.of(r.getSilencesList(), r.getPage(), SilenceView::of));
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "silence_create", summary = "Silences matching alerts for a time")
    public Uni<Answer<SilenceView>> create(@Valid @NotNull SilenceCreate body) {
        return alerts.createSilence(body.request())
                .map(silence -> Answer.of(SilenceView.of(silence)).created("/api/v1/silences/" + silence.getId()));
    }

    @DELETE
    @Path("/{id}")
    @Allowed(Access.OPERATE)
    @Operation(operationId = "silence_delete", summary = "Ends a silence now")
    public Uni<Answer<Removed>> delete(@RestPath String id) {
        return alerts.deleteSilence(GetSilenceRequest.newBuilder().setId(id).build())
                .replaceWith(Answer.of(Removed.of(id)));
    }
}
