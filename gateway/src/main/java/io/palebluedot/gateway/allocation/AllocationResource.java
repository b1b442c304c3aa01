package io.palebluedot.gateway.allocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.lookup.Lookup;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.EntityTags;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.NoBody;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.allocation.v1.Allocation;
import io.palebluedot.proto.allocation.v1.AllocationService;
import io.palebluedot.proto.allocation.v1.GetAllocationRequest;
import io.palebluedot.proto.allocation.v1.ListAllocationsRequest;
import io.palebluedot.proto.allocation.v1.ReleaseAllocationRequest;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Handing GPUs to users. */
@Path("/api/v1/allocations")
@Tag(name = "Allocations")
public class AllocationResource {

    private final AllocationService allocations;
    private final Lookup lookup;
    private final ObjectMapper json;

    AllocationResource(@GrpcClient("allocation") AllocationService allocations, Lookup lookup, ObjectMapper json) {
        this.allocations = allocations;
        this.lookup = lookup;
        this.json = json;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "allocation_list", summary = "Allocations that the caller may see")
    public Uni<ListAnswer<AllocationView>> list(
            @BeanParam Paging paging,
            @RestQuery("user_id") @Nullable String user,
            @RestQuery("project_id") @Nullable String project,
            @RestQuery @Nullable String status,
            @RestQuery("server_id") @Nullable String server,
            @RestQuery("gpu_id") @Nullable String gpu) {
        var request = ListAllocationsRequest.newBuilder()
                .setPage(paging.page())
                .setUser(Wire.orEmpty(user))
                .setProject(Wire.orEmpty(project))
                .setStatus(Wire.orEmpty(status));
        return lookup.serverId(server)
                .map(request::setServerId)
                .chain(() -> lookup.gpuId(gpu))
                .chain(id -> allocations.listAllocations(request.setGpuId(id).build()))
                .map(r -> ListAnswer.of(r.getAllocationsList(), r.getPage(), AllocationView::of));
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.USE)
    @Operation(operationId = "allocation_create", summary = "Takes GPUs for a user; with dry_run only tells which")
    public Uni<Answer<AllocationView>> create(@Valid @NotNull AllocationCreate body) {
        return allocations.createAllocation(body.request()).map(AllocationResource::created);
    }

    private static Answer<AllocationView> created(Allocation allocation) {
        return allocation.getDryRun()
                ? Answer.of(AllocationView.of(allocation))
                : AllocationView.answer(allocation).created("/api/v1/allocations/" + allocation.getId());
    }

    @GET
    @Path("/{id}")
    @Allowed(Access.READ)
    @Operation(operationId = "allocation_get", summary = "One allocation")
    public Uni<Answer<AllocationView>> get(@RestPath String id) {
        return allocations.getAllocation(ref(id)).map(AllocationView::answer);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.USE)
    @Operation(operationId = "allocation_update", summary = "Changes purpose, labels and end")
    public Uni<Answer<AllocationView>> update(
            @RestPath String id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @Valid @NotNull AllocationUpdate body) {
        var request = body.request(id);
        EntityTags.expected(ifMatch).ifPresent(request::setExpectedVersion);
        return allocations
                .getAllocation(ref(id))
                .chain(before -> allocations
                        .updateAllocation(request.build())
                        .map(after -> AllocationView.answer(after).replacing(AllocationView.of(before))));
    }

    @DELETE
    @Path("/{id}")
    @Allowed(Access.USE)
    @Operation(operationId = "allocation_delete", summary = "Gives the GPUs back; doing it twice changes nothing more")
    public Uni<Answer<AllocationView>> delete(
            @RestPath String id, @RestHeader("If-Match") @Nullable String ifMatch, @RestQuery @Nullable String reason) {
        var request = ReleaseAllocationRequest.newBuilder().setRef(id).setReason(Wire.orEmpty(reason));
        EntityTags.expected(ifMatch).ifPresent(request::setExpectedVersion);
        return allocations
                .getAllocation(ref(id))
                .chain(before -> allocations
                        .releaseAllocation(request.build())
                        .map(after -> AllocationView.answer(after).replacing(AllocationView.of(before))));
    }

    @POST
    @Path("/{id}/start")
    @Consumes(MediaType.WILDCARD)
    @Allowed(Access.USE)
    @Operation(operationId = "allocation_start", summary = "Switches the servers of a stopped allocation on")
    public Uni<Answer<AllocationView>> start(
            @RestPath String id,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = NoBody.class)))
                    @Nullable
                    String body)
            throws JsonProcessingException {
        NoBody.check(json, body);
        return allocations.startAllocation(ref(id)).map(AllocationView::answer);
    }

    @POST
    @Path("/{id}/stop")
    @Consumes(MediaType.WILDCARD)
    @Allowed(Access.USE)
    @Operation(operationId = "allocation_stop", summary = "Switches the servers of an active allocation off")
    public Uni<Answer<AllocationView>> stop(
            @RestPath String id,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = NoBody.class)))
                    @Nullable
                    String body)
            throws JsonProcessingException {
        NoBody.check(json, body);
        return allocations.stopAllocation(ref(id)).map(AllocationView::answer);
    }

    @GET
    @Path("/{id}/status")
    @Allowed(Access.READ)
    @Operation(operationId = "allocation_status", summary = "Where an allocation is in its life, with its history")
    public Uni<Answer<AllocationStatusView>> status(@RestPath String id) {
        return allocations
                .getAllocation(ref(id))
                .chain(allocation -> allocations
                        .listAllocationHistory(ref(allocation.getId()))
                        .map(r -> Answer.of(AllocationStatusView.of(allocation, r.getEntriesList()))));
    }

    @GET
    @Path("/{id}/explain")
    @Allowed(Access.READ)
    @Operation(operationId = "allocation_explain", summary = "Why an allocation got what it got, or nothing")
    public Uni<Answer<ExplanationView>> explain(@RestPath String id) {
        return allocations.explainAllocation(ref(id)).map(e -> Answer.of(ExplanationView.of(e)));
    }

    private static GetAllocationRequest ref(String ref) {
        return GetAllocationRequest.newBuilder().setRef(ref).build();
    }
}
