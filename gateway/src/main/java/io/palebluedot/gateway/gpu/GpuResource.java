package io.palebluedot.gateway.gpu;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.lookup.HealthWords;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.EntityTags;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.inventory.v1.GetGpuRequest;
import io.palebluedot.proto.inventory.v1.Gpu;
import io.palebluedot.proto.inventory.v1.GpuService;
import io.palebluedot.proto.inventory.v1.ListGpusRequest;
import io.palebluedot.proto.inventory.v1.MetricsService;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** GPUs as assets, their hot state and their series. */
@Path("/api/v1/gpus")
@Tag(name = "GPUs")
public class GpuResource {

    private final GpuService gpus;
    private final MetricsService metrics;
    private final Clock clock = Clock.systemUTC();

    GpuResource(@GrpcClient("inventory") GpuService gpus, @GrpcClient("inventory") MetricsService metrics) {
        this.gpus = gpus;
        this.metrics = metrics;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "gpu_list", summary = "GPUs that the caller may see")
    public Uni<ListAnswer<GpuView>> list(
            @BeanParam Paging paging,
            @RestQuery("server_id") @Nullable String server,
            @RestQuery @Nullable String status,
            @RestQuery @Nullable String model,
            @RestQuery @Nullable String health,
            @RestQuery @Nullable String q) {
        var request = ListGpusRequest.newBuilder()
                .setPage(paging.page())
                .setServer(Wire.orEmpty(server))
                .setStatus(Wire.orEmpty(status))
                .setModel(Wire.orEmpty(model))
                .setHealth(HealthWords.parse(health))
                .setQ(Wire.orEmpty(q))
                .build();
        return gpus.listGpus(request).map(r -> ListAnswer.of(r.getGpusList(), r.getPage(), GpuView::of));
    }

    @GET
    @Path("/{id}")
    @Allowed(Access.READ)
    @Operation(operationId = "gpu_get", summary = "One GPU, by id or name")
    public Uni<Answer<GpuView>> get(@RestPath String id) {
        return gpus.getGpu(ref(id)).map(GpuResource::answer);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "gpu_update", summary = "Changes labels and maintenance")
    public Uni<Answer<GpuView>> update(
            @RestPath String id, @RestHeader("If-Match") @Nullable String ifMatch, @Valid @NotNull GpuUpdate body) {
        var request = body.request().setRef(id);
        EntityTags.expected(ifMatch).ifPresent(request::setExpectedVersion);
        return gpus.getGpu(ref(id))
                .chain(before -> gpus.updateGpu(request.build())
                        .map(after -> answer(after).replacing(GpuView.of(before))));
    }

    @GET
    @Path("/{id}/status")
    @Allowed(Access.READ)
    @Operation(operationId = "gpu_status", summary = "Latest values of a GPU, with their age")
    public Uni<Answer<GpuStatusView>> status(@RestPath String id) {
        return metrics.getGpuStatus(ref(id)).map(status -> Answer.of(GpuStatusView.of(status)));
    }

    @GET
    @Path("/{id}/metrics")
    @Allowed(Access.READ)
    @Operation(
            operationId = "gpu_metrics",
            summary = "Series of a GPU; without from and to the last hour, without step at most 360 points")
    public Uni<Answer<GpuMetricsView>> metrics(
            @RestPath String id,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String step,
            @RestQuery @Nullable String names) {
        return metrics.getGpuMetrics(MetricsQuery.of(id, from, to, step, names, clock))
                .map(series -> Answer.of(GpuMetricsView.of(series)));
    }

    private static GetGpuRequest ref(String ref) {
        return GetGpuRequest.newBuilder().setRef(ref).build();
    }

    private static Answer<GpuView> answer(Gpu gpu) {
        return Answer.of(GpuView.of(gpu), gpu.getVersion());
    }
}
