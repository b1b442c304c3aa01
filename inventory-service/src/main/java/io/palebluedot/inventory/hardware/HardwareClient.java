package io.palebluedot.inventory.hardware;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.palebluedot.proto.hardware.v1.ApplyGpuConfigRequest;
import io.palebluedot.proto.hardware.v1.BiosSettings;
import io.palebluedot.proto.hardware.v1.GetOperationRequest;
import io.palebluedot.proto.hardware.v1.MutinyHardwareServiceGrpc;
import io.palebluedot.proto.hardware.v1.MutinyOperationServiceGrpc;
import io.palebluedot.proto.hardware.v1.Operation;
import io.palebluedot.proto.hardware.v1.RegisterBmcRequest;
import io.palebluedot.proto.hardware.v1.ServerTarget;
import io.palebluedot.proto.hardware.v1.SetBiosRequest;
import io.palebluedot.proto.hardware.v1.SetExportersRequest;
import io.palebluedot.rpc.Failures;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * Calls to hardware-service. A service that does not answer becomes UNAVAILABLE with code HARDWARE_UNAVAILABLE; what it refuses passes on
 * with its own status.
 */
@ApplicationScoped
public class HardwareClient {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final MutinyHardwareServiceGrpc.MutinyHardwareServiceStub hardware;
    private final MutinyOperationServiceGrpc.MutinyOperationServiceStub operations;

    HardwareClient(
            @GrpcClient("hardware") MutinyHardwareServiceGrpc.MutinyHardwareServiceStub hardware,
            @GrpcClient("hardware") MutinyOperationServiceGrpc.MutinyOperationServiceStub operations) {
        this.hardware = hardware;
        this.operations = operations;
    }

    public Uni<Operation> registerBmc(RegisterBmcRequest request) {
        return answered(hardware.registerBmc(request));
    }

    /** Passes also when hardware-service never knew the BMC. */
    public Uni<Void> forgetBmc(UUID serverId) {
        return answered(hardware.forgetBmc(target(serverId)))
                .replaceWithVoid()
                .onFailure(HardwareClient::notFound)
                .recoverWithNull();
    }

    public Uni<Void> setExporters(UUID serverId, String dcgm, String node) {
        return answered(hardware.setExporters(SetExportersRequest.newBuilder()
                        .setServerId(serverId.toString())
                        .setDcgmExporterUrl(dcgm)
                        .setNodeExporterUrl(node)
                        .build()))
                .replaceWithVoid();
    }

    public Uni<Operation> inspect(UUID serverId) {
        return answered(hardware.inspectServer(target(serverId)));
    }

    public Uni<Operation> applyGpuConfig(ApplyGpuConfigRequest request) {
        return answered(hardware.applyGpuConfig(request));
    }

    public Uni<Operation> setBios(SetBiosRequest request) {
        return answered(hardware.setBios(request));
    }

    public Uni<BiosSettings> bios(UUID serverId) {
        return answered(hardware.getBios(target(serverId)));
    }

    public Uni<Operation> operation(String id) {
        return answered(operations.getOperation(
                GetOperationRequest.newBuilder().setId(id).build()));
    }

    /** True when hardware-service answered that it has no such thing. */
    public static boolean notFound(Throwable failure) {
        return failure instanceof StatusRuntimeException status
                && status.getStatus().getCode() == Status.Code.NOT_FOUND;
    }

    private static <T> Uni<T> answered(Uni<T> call) {
        return call.onFailure(HardwareClient::away)
                .transform(
                        e -> Failures.unavailable("HARDWARE_UNAVAILABLE", "hardware-service does not answer", RETRY));
    }

    private static boolean away(Throwable failure) {
        if (!(failure instanceof StatusRuntimeException status)) {
            return false;
        }
        // Its own UNAVAILABLE (a BMC that does not answer) has details and passes on.
        boolean explained = io.palebluedot.rpc.GrpcFailures.reason(status) != null;
        return switch (status.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED -> !explained;
            default -> false;
        };
    }

    private static ServerTarget target(UUID serverId) {
        return ServerTarget.newBuilder().setServerId(serverId.toString()).build();
    }
}
