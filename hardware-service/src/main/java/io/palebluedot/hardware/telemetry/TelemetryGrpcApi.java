package io.palebluedot.hardware.telemetry;

import io.palebluedot.proto.hardware.v1.PushTelemetryRequest;
import io.palebluedot.proto.hardware.v1.PushTelemetryResponse;
import io.palebluedot.proto.hardware.v1.TelemetryService;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

@GrpcService
class TelemetryGrpcApi implements TelemetryService {

    private final PushService pushes;

    TelemetryGrpcApi(PushService pushes) {
        this.pushes = pushes;
    }

    @Override
    public Uni<PushTelemetryResponse> pushTelemetry(PushTelemetryRequest r) {
        Caller.current().require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        return pushes.push(r.getServerId(), r.getContentType(), r.getBody().toByteArray())
                .map(read -> PushTelemetryResponse.newBuilder()
                        .setFormat(read.format())
                        .setSamples(read.samples())
                        .setGpus(read.gpus().size())
                        .setXids(read.xids().size())
                        .addAllNotUnderstood(read.notUnderstood())
                        .build());
    }
}
