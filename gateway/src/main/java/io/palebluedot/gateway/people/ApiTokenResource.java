package io.palebluedot.gateway.people;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Removed;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.allocation.v1.ApiToken;
import io.palebluedot.proto.allocation.v1.CreateApiTokenRequest;
import io.palebluedot.proto.allocation.v1.DeleteApiTokenRequest;
import io.palebluedot.proto.allocation.v1.ListApiTokensRequest;
import io.palebluedot.proto.allocation.v1.PeopleService;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Tokens for programs, of the caller's own. */
@Path("/api/v1/api-tokens")
@Tag(name = "People")
public class ApiTokenResource {

    private final PeopleService people;

    ApiTokenResource(@GrpcClient("allocation") PeopleService people) {
        this.people = people;
    }

    /** A token for a program. */
    @Schema(name = "ApiToken")
    record ApiTokenView(
            String id,
            String name,
            @Nullable String userId,

            @Schema(description = "pbd_…; only in the answer that creates it") @Nullable
            String secret,

            List<String> scopes,
            @Nullable Instant expiresAt,
            @Nullable Instant createdAt,
            @Nullable Instant lastUsedAt) {

        static ApiTokenView of(ApiToken t) {
            return new ApiTokenView(
                    t.getId(),
                    t.getName(),
                    Wire.text(t.getUserId()),
                    Wire.text(t.getSecret()),
                    t.getScopesList(),
                    Wire.instant(t.hasExpiresAt(), t.getExpiresAt()),
                    Wire.instant(t.hasCreatedAt(), t.getCreatedAt()),
                    Wire.instant(t.hasLastUsedAt(), t.getLastUsedAt()));
        }

        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "ApiTokenView[" + id + "]";
        }
    }

    /** A token to be made. */
    @Schema(name = "ApiTokenCreate")
    public record Create(
            @NotBlank @Size(max = 128) String name,
            @Nullable @Size(max = 64) List<@NotBlank @Size(max = 64) String> scopes,
            @Nullable Instant expiresAt) {

        CreateApiTokenRequest request() {
            var request =
                    CreateApiTokenRequest.newBuilder().setName(name).addAllScopes(scopes == null ? List.of() : scopes);
            if (expiresAt != null) {
                request.setExpiresAt(Wire.timestamp(expiresAt));
            }
            return request.build();
        }
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "api_token_list", summary = "The caller's API tokens, without secrets")
    public Uni<ListAnswer<ApiTokenView>> list(@BeanParam Paging paging) {
        return people.listApiTokens(
                        ListApiTokensRequest.newBuilder().setPage(paging.page()).build())
                .map(r -> ListAnswer.of(r.getTokensList(), r.getPage(), ApiTokenView::of));
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.READ)
    @Operation(operationId = "api_token_create", summary = "Makes an API token; its secret is told this once")
    public Uni<Answer<ApiTokenView>> create(@Valid @NotNull Create body) {
        return people.createApiToken(body.request())
                .map(token -> Answer.of(ApiTokenView.of(token)).created("/api/v1/api-tokens/" + token.getId()));
    }

    @DELETE
    @Path("/{id}")
    @Allowed(Access.READ)
    @Operation(operationId = "api_token_delete", summary = "Revokes an API token")
    public Uni<Answer<Removed>> delete(@RestPath String id) {
        return people.deleteApiToken(
                        DeleteApiTokenRequest.newBuilder().setId(id).build())
                .replaceWith(Answer.of(Removed.of(id)));
    }
}
