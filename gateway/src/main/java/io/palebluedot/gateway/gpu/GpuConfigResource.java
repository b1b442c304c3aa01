package io.palebluedot.gateway.gpu;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.config.ConfigChangeView;
import io.palebluedot.gateway.config.ConfigVersionView;
import io.palebluedot.gateway.config.ConfigView;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.EntityTags;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.proto.inventory.v1.ConfigService;
import io.palebluedot.proto.inventory.v1.GetConfigRequest;
import io.palebluedot.proto.inventory.v1.ListConfigVersionsRequest;
import io.palebluedot.proto.inventory.v1.UpdateGpuConfigRequest;
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

/** Configuration of GPUs. */
@Path("/api/v1/gpus/{id}/config")
@Tag(name = "GPUs")
public class GpuConfigResource {

    private final ConfigService configs;

    GpuConfigResource(@GrpcClient("inventory") ConfigService configs) {
        this.configs = configs;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "gpu_config_get", summary = "Wanted, applied and observed configuration")
    public Uni<Answer<ConfigView>> get(@RestPath String id) {
        return configs.getGpuConfig(ref(id)).map(ConfigView::answer);
    }

    @POST
    @ResponseStatus(202)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "gpu_config_update", summary = "New version: what is given changes, the rest stays")
    public Uni<Answer<ConfigChangeView>> change(@RestPath String id, @Valid @NotNull GpuConfigUpdate body) {
        return configs.updateGpuConfig(body.request(id, false).build()).map(ConfigChangeView::answer);
    }

    @PUT
    @ResponseStatus(202)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(value = Access.OPERATE, operation = "gpu_config_update")
    @Operation(operationId = "gpu_config_replace", summary = "New version: this and nothing else")
    public Uni<Answer<ConfigChangeView>> replace(
            @RestPath String id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @Valid @NotNull GpuConfigUpdate body) {
        UpdateGpuConfigRequest.Builder request = body.request(id, true);
        EntityTags.expected(ifMatch).ifPresent(request::setExpectedVersion);
        return configs.getGpuConfig(ref(id))
                .chain(before -> configs.updateGpuConfig(request.build())
                        .map(change -> ConfigChangeView.answer(change)
                                .replacing(ConfigView.answer(before).data())));
    }

    @GET
    @Path("/versions")
    @Allowed(Access.READ)
    @Operation(operationId = "gpu_config_versions", summary = "All versions of a GPU's configuration")
    public Uni<ListAnswer<ConfigVersionView>> versions(@RestPath String id, @BeanParam Paging paging) {
        var request = ListConfigVersionsRequest.newBuilder().setRef(id).setPage(paging.page());
        return configs.listGpuConfigVersions(request.build())
                .map(r -> ListAnswer.of(r.getVersionsList(), r.getPage(), ConfigVersionView::of));
    }

    private static GetConfigRequest ref(String ref) {
        return GetConfigRequest.newBuilder().setRef(ref).build();
    }
}
