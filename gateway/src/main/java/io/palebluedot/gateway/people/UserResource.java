package io.palebluedot.gateway.people;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.allocation.AllocationView;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.EntityTags;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.allocation.v1.AllocationService;
import io.palebluedot.proto.allocation.v1.GetUserRequest;
import io.palebluedot.proto.allocation.v1.ListAllocationsRequest;
import io.palebluedot.proto.allocation.v1.ListUsersRequest;
import io.palebluedot.proto.allocation.v1.PeopleService;
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

/** Users. */
@Path("/api/v1/users")
@Tag(name = "People")
public class UserResource {

    private final PeopleService people;
    private final AllocationService allocations;

    UserResource(
            @GrpcClient("allocation") PeopleService people, @GrpcClient("allocation") AllocationService allocations) {
        this.people = people;
        this.allocations = allocations;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "user_list", summary = "Users that the caller may see")
    public Uni<ListAnswer<UserView>> list(@BeanParam Paging paging, @RestQuery @Nullable String q) {
        var request = ListUsersRequest.newBuilder().setPage(paging.page()).setQ(Wire.orEmpty(q));
        return people.listUsers(request.build()).map(r -> ListAnswer.of(r.getUsersList(), r.getPage(), UserView::of));
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.ADMINISTER)
    @Operation(operationId = "user_create", summary = "Adds a user")
    public Uni<Answer<UserView>> create(@Valid @NotNull UserRequests.Create body) {
        return people.createUser(body.request())
                .map(user -> UserView.answer(user).created("/api/v1/users/" + user.getId()));
    }

    @GET
    @Path("/{id}")
    @Allowed(Access.READ)
    @Operation(operationId = "user_get", summary = "One user, by id or name")
    public Uni<Answer<UserView>> get(@RestPath String id) {
        return people.getUser(ref(id)).map(UserView::answer);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.ADMINISTER)
    @Operation(operationId = "user_update", summary = "Changes a user")
    public Uni<Answer<UserView>> update(
            @RestPath String id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @Valid @NotNull UserRequests.Update body) {
        var request = body.request(id);
        EntityTags.expected(ifMatch).ifPresent(request::setExpectedVersion);
        return people.getUser(ref(id))
                .chain(before -> people.updateUser(request.build())
                        .map(after -> UserView.answer(after).replacing(UserView.of(before))));
    }

    @GET
    @Path("/{id}/allocations")
    @Allowed(Access.READ)
    @Operation(operationId = "user_allocations", summary = "Allocations of a user")
    public Uni<ListAnswer<AllocationView>> allocations(
            @RestPath String id, @BeanParam Paging paging, @RestQuery @Nullable String status) {
        var request = ListAllocationsRequest.newBuilder().setPage(paging.page()).setStatus(Wire.orEmpty(status));
        return people.getUser(ref(id))
                .chain(user -> allocations.listAllocations(
                        request.setUser(user.getId()).build()))
                .map(r -> ListAnswer.of(r.getAllocationsList(), r.getPage(), AllocationView::of));
    }

    private static GetUserRequest ref(String ref) {
        return GetUserRequest.newBuilder().setRef(ref).build();
    }
}
