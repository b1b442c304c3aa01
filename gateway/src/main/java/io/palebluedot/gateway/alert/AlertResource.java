package io.palebluedot.gateway.alert;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.lookup.Lookup;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.EntityTags;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.alert.v1.AlertService;
import io.palebluedot.proto.alert.v1.GetAlertRequest;
import io.palebluedot.proto.alert.v1.ListAlertsRequest;
import io.palebluedot.proto.alert.v1.ListIncidentsRequest;
import io.palebluedot.proto.alert.v1.Severity;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Alerts and what they have to do with each other. */
@Path("/api/v1/alerts")
@Tag(name = "Alerts")
public class AlertResource {

    private final AlertService alerts;
    private final Lookup lookup;

    AlertResource(@GrpcClient("alert") AlertService alerts, Lookup lookup) {
        this.alerts = alerts;
        this.lookup = lookup;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "alert_list", summary = "Alerts that the caller may see")
    public Uni<ListAnswer<AlertView>> list(
            @BeanParam Paging paging,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String severity,
            @RestQuery @Nullable String name,
            @RestQuery("server_id") @Nullable String server,
            @RestQuery("gpu_id") @Nullable String gpu) {
        var request = ListAlertsRequest.newBuilder()
                .setPage(paging.page())
                .setState(Wire.orEmpty(state))
                .setSeverity(Words.parse("severity", severity, Severity.class))
                .setName(Wire.orEmpty(name));
        return lookup.serverId(server)
                .map(request::setServerId)
                .chain(() -> lookup.gpuId(gpu))
                .chain(id -> alerts.listAlerts(request.setGpuId(id).build()))
                .map(r -> ListAnswer.of(r.getAlertsList(), r.getPage(), AlertView::of));
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "alert_create", summary = "Raises an alert by hand")
    public Uni<Answer<AlertView>> create(@Valid @NotNull AlertRequests.Create body) {
        var request = body.request();
        return lookup.serverId(body.serverId())
                .map(request::setServerId)
                .chain(() -> lookup.gpuId(body.gpuId()))
                .chain(id -> alerts.createAlert(request.setGpuId(id).build()))
                .map(alert -> AlertView.answer(alert).created("/api/v1/alerts/" + alert.getId()));
    }

    @GET
    @Path("/{id}")
    @Allowed(Access.READ)
    @Operation(operationId = "alert_get", summary = "One alert")
    public Uni<Answer<AlertView>> get(@RestPath String id) {
        return alerts.getAlert(ref(id)).map(AlertView::answer);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "alert_update", summary = "Acknowledges, resolves or comments")
    public Uni<Answer<AlertView>> update(
            @RestPath String id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @Valid @NotNull AlertRequests.Update body) {
        var request = body.request(id);
        EntityTags.expected(ifMatch).ifPresent(request::setExpectedVersion);
        return alerts.getAlert(ref(id))
                .chain(before -> alerts.updateAlert(request.build())
                        .map(after -> AlertView.answer(after).replacing(AlertView.of(before))));
    }

    @GET
    @Path("/correlation")
    @Allowed(Access.READ)
    @Operation(
            operationId = "alert_correlation",
            summary = "Incidents: alerts that belong together, with their likely cause")
    public Uni<ListAnswer<IncidentView>> correlation(
            @BeanParam Paging paging,
            @RestQuery @Nullable String state,
            @RestQuery("server_id") @Nullable String server) {
        var request = ListIncidentsRequest.newBuilder().setPage(paging.page()).setState(Wire.orEmpty(state));
        return lookup.serverId(server)
                .chain(id -> alerts.listIncidents(request.setServerId(id).build()))
                .map(r -> ListAnswer.of(r.getIncidentsList(), r.getPage(), IncidentView::of));
    }

    @GET
    @Path("/{id}/correlation")
    @Allowed(value = Access.READ, operation = "alert_correlation")
    @Operation(operationId = "alert_correlation_get", summary = "The incident that an alert belongs to")
    public Uni<Answer<IncidentView>> correlationOf(@RestPath String id) {
        return alerts.getAlertCorrelation(ref(id)).map(incident -> Answer.of(IncidentView.of(incident)));
    }

    private static GetAlertRequest ref(String id) {
        return GetAlertRequest.newBuilder().setId(id).build();
    }
}
