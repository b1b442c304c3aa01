package io.palebluedot.inventory.metrics;

import io.palebluedot.inventory.InventoryConfig;
import io.palebluedot.inventory.asset.AssetRefs;
import io.palebluedot.inventory.asset.Wire;
import io.palebluedot.inventory.gpu.GpuQueries;
import io.palebluedot.inventory.series.Series;
import io.palebluedot.inventory.series.SeriesStore;
import io.palebluedot.inventory.series.Window;
import io.palebluedot.inventory.telemetry.HotState;
import io.palebluedot.inventory.telemetry.Latest;
import io.palebluedot.proto.inventory.v1.GetGpuMetricsRequest;
import io.palebluedot.proto.inventory.v1.GetGpuMetricsResponse;
import io.palebluedot.proto.inventory.v1.GetGpuRequest;
import io.palebluedot.proto.inventory.v1.Gpu;
import io.palebluedot.proto.inventory.v1.GpuStatus;
import io.palebluedot.proto.inventory.v1.Point;
import io.palebluedot.rpc.Caller;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code MetricsService} on the wire. */
@GrpcService
public class MetricsGrpcApi implements io.palebluedot.proto.inventory.v1.MetricsService {

    private final AssetRefs refs;
    private final GpuQueries gpus;
    private final HotState hot;
    private final SeriesStore series;
    private final Duration staleAfter;

    MetricsGrpcApi(AssetRefs refs, GpuQueries gpus, HotState hot, SeriesStore series, InventoryConfig config) {
        this.refs = refs;
        this.gpus = gpus;
        this.hot = hot;
        this.series = series;
        this.staleAfter = config.staleAfter();
    }

    @Override
    public Uni<GpuStatus> getGpuStatus(GetGpuRequest request) {
        return refs.gpu(Caller.current(), request.getRef())
                .chain(ref -> gpus.get(ref.id()).chain(gpu -> hot.gpu(ref.id()).map(latest -> status(gpu, latest))));
    }

    private GpuStatus status(Gpu gpu, Latest latest) {
        var status = GpuStatus.newBuilder()
                .setGpuId(gpu.getId())
                .setName(gpu.getName())
                .setState(gpu.getState())
                .setStatus(gpu.getStatus())
                .setHealth(gpu.getHealth())
                .putAllValues(latest.values())
                .setStale(true);
        var at = latest.at();
        if (at != null) {
            var age = Duration.between(at, Instant.now());
            status.setObservedAt(Wire.time(at))
                    .setAgeMs(Math.max(0, age.toMillis()))
                    .setStale(age.compareTo(staleAfter) > 0);
        }
        return status.build();
    }

    @Override
    public Uni<GetGpuMetricsResponse> getGpuMetrics(GetGpuMetricsRequest request) {
        var window = Windows.of(request, Instant.now());
        return refs.gpu(Caller.current(), request.getRef())
                .chain(ref -> series.read(ref.id(), window)
                        .map(read -> response(ref.id().toString(), window, read)));
    }

    private static GetGpuMetricsResponse response(String gpuId, Window window, List<Series> read) {
        var response = GetGpuMetricsResponse.newBuilder()
                .setGpuId(gpuId)
                .setFrom(Wire.time(window.from()))
                .setTo(Wire.time(window.to()))
                .setStepSeconds((int) window.step().toSeconds());
        for (Series one : read) {
            var wire = io.palebluedot.proto.inventory.v1.Series.newBuilder()
                    .setName(one.name())
                    .setUnit(one.unit());
            one.points()
                    .forEach(point -> wire.addPoints(
                            Point.newBuilder().setAt(Wire.time(point.at())).setValue(point.value())));
            response.addSeries(wire);
        }
        return response.build();
    }
}
