package io.palebluedot.gateway.people;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.EntityTags;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.proto.allocation.v1.GetProjectRequest;
import io.palebluedot.proto.allocation.v1.ListProjectsRequest;
import io.palebluedot.proto.allocation.v1.PeopleService;
import io.palebluedot.proto.allocation.v1.SetQuotaRequest;
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
import org.jspecify.annotations.Nullable;

/** Projects and their quotas. */
@Path("/api/v1/projects")
@Tag(name = "People")
public class ProjectResource {

    private final PeopleService people;

    ProjectResource(@GrpcClient("allocation") PeopleService people) {
        this.people = people;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "project_list", summary = "Projects that the caller may see")
    public Uni<ListAnswer<ProjectView>> list(@BeanParam Paging paging) {
        return people.listProjects(
                        ListProjectsRequest.newBuilder().setPage(paging.page()).build())
                .map(r -> ListAnswer.of(r.getProjectsList(), r.getPage(), ProjectView::of));
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.ADMINISTER)
    @Operation(operationId = "project_create", summary = "Adds a project")
    public Uni<Answer<ProjectView>> create(@Valid @NotNull ProjectRequests.Create body) {
        return people.createProject(body.request())
                .map(project -> ProjectView.answer(project).created("/api/v1/projects/" + project.getId()));
    }

    @GET
    @Path("/{id}")
    @Allowed(Access.READ)
    @Operation(operationId = "project_get", summary = "One project, by id or name")
    public Uni<Answer<ProjectView>> get(@RestPath String id) {
        return people.getProject(ref(id)).map(ProjectView::answer);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.ADMINISTER)
    @Operation(operationId = "project_update", summary = "Changes a project")
    public Uni<Answer<ProjectView>> update(
            @RestPath String id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ProjectRequests.Update body) {
        var request = body.request(id);
        EntityTags.expected(ifMatch).ifPresent(request::setExpectedVersion);
        return people.getProject(ref(id))
                .chain(before -> people.updateProject(request.build())
                        .map(after -> ProjectView.answer(after).replacing(ProjectView.of(before))));
    }

    @GET
    @Path("/{id}/quota")
    @Allowed(Access.READ)
    @Operation(operationId = "quota_get", summary = "Limits of a project and what it uses of them")
    public Uni<Answer<QuotaView>> quota(@RestPath String id) {
        return people.getQuota(ref(id)).map(QuotaView::answer);
    }

    @PUT
    @Path("/{id}/quota")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.ADMINISTER)
    @Operation(
            operationId = "quota_set",
            summary =
                    "Replaces the limits of a project; demands If-Match, since limits that somebody else just set would be lost")
    public Uni<Answer<QuotaView>> setQuota(
            @RestPath String id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ProjectRequests.SetQuota body) {
        var request = body.request(id);
        EntityTags.demanded(ifMatch).ifPresent(request::setExpectedVersion);
        return written(id, request);
    }

    @POST
    @Path("/{id}/quota")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(value = Access.ADMINISTER, operation = "quota_set")
    @Operation(operationId = "quota_post", summary = "Sets the limits of a project, whatever they were")
    public Uni<Answer<QuotaView>> postQuota(@RestPath String id, @Valid @NotNull ProjectRequests.SetQuota body) {
        return written(id, body.request(id));
    }

    private Uni<Answer<QuotaView>> written(String id, SetQuotaRequest.Builder request) {
        return people.getQuota(ref(id))
                .chain(before -> people.setQuota(request.build())
                        .map(after -> QuotaView.answer(after).replacing(QuotaView.of(before))));
    }

    private static GetProjectRequest ref(String ref) {
        return GetProjectRequest.newBuilder().setRef(ref).build();
    }
}
