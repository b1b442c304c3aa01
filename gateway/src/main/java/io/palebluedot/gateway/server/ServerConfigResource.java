package io.palebluedot.gateway.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.config.ConfigChangeView;
import io.palebluedot.gateway.config.ConfigVersionView;
import io.palebluedot.gateway.config.ConfigView;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.EntityTags;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.NoBody;
import io.palebluedot.gateway.web.Numbers;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.proto.inventory.v1.ConfigService;
import io.palebluedot.proto.inventory.v1.GetConfigRequest;
import io.palebluedot.proto.inventory.v1.ListConfigVersionsRequest;
import io.palebluedot.proto.inventory.v1.RollbackServerConfigRequest;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Configuration of servers: versions, drift and the way back. */
@Path("/api/v1/servers/{id}/config")
@Tag(name = "Servers")
public class ServerConfigResource {

    private final ConfigService configs;
    private final ObjectMapper json;

    ServerConfigResource(@GrpcClient("inventory") ConfigService configs, ObjectMapper json) {
        this.configs = configs;
        this.json = json;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "server_config_get", summary = "Wanted, applied and observed configuration")
    public Uni<Answer<ConfigView>> get(@RestPath String id) {
        return configs.getServerConfig(ref(id)).map(ConfigView::answer);
    }

    @PUT
    @ResponseStatus(202)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_config_update", summary = "New version of the sections that are given")
    public Uni<Answer<ConfigChangeView>> update(
            @RestPath String id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ServerConfigRequests.Update body) {
        var request = body.request(id);
        EntityTags.expected(ifMatch).ifPresent(request::setExpectedVersion);
        return configs.getServerConfig(ref(id))
                .chain(before -> configs.updateServerConfig(request.build())
                        .map(change -> ConfigChangeView.answer(change)
                                .replacing(ConfigView.answer(before).data())));
    }

    @GET
    @Path("/versions")
    @Allowed(Access.READ)
    @Operation(operationId = "server_config_versions", summary = "All versions of a server's configuration")
    public Uni<ListAnswer<ConfigVersionView>> versions(@RestPath String id, @BeanParam Paging paging) {
        var request = ListConfigVersionsRequest.newBuilder().setRef(id).setPage(paging.page());
        return configs.listServerConfigVersions(request.build())
                .map(r -> ListAnswer.of(r.getVersionsList(), r.getPage(), ConfigVersionView::of));
    }

    @POST
    @Path("/versions/{version}/rollback")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(202)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "server_config_rollback", summary = "New version with the content of an old one")
    public Uni<Answer<ConfigChangeView>> rollback(
            @RestPath String id,
            @RestPath String version,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = ServerConfigRequests.Rollback.class)))
                    @Nullable
                    String body)
            throws JsonProcessingException {
        var rollback = NoBody.optional(json, body, ServerConfigRequests.Rollback.class);
        var request = RollbackServerConfigRequest.newBuilder()
                .setRef(id)
                .setToVersion(Numbers.within("version", version, 1, Integer.MAX_VALUE, 0))
                .setReason(rollback == null ? "" : rollback.text());
        return configs.rollbackServerConfig(request.build()).map(ConfigChangeView::answer);
    }

    @GET
    @Path("/drift")
    @Allowed(Access.READ)
    @Operation(operationId = "server_config_drift", summary = "Where the hardware is not as it is wanted")
    public Uni<Answer<DriftView>> drift(@RestPath String id) {
        return configs.getServerConfigDrift(ref(id)).map(drift -> Answer.of(DriftView.of(drift)));
    }

    private static GetConfigRequest ref(String ref) {
        return GetConfigRequest.newBuilder().setRef(ref).build();
    }
}
