package io.palebluedot.workflow.hardware;

import io.palebluedot.proto.hardware.v1.GetOperationRequest;
import io.palebluedot.proto.hardware.v1.HardwareService;
import io.palebluedot.proto.hardware.v1.ListOperationsRequest;
import io.palebluedot.proto.hardware.v1.Operation;
import io.palebluedot.proto.hardware.v1.OperationService;
import io.palebluedot.proto.hardware.v1.ServerTarget;
import io.palebluedot.proto.hardware.v1.SetBootRequest;
import io.palebluedot.proto.hardware.v1.SetPowerRequest;
import io.palebluedot.workflow.hardware.HardwareOperation.Progress;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks hardware-service for operations. The same idempotency key twice is one operation. Fails with the gRPC status that it answers. */
@ApplicationScoped
public class HardwareCalls {

    private final HardwareService hardware;
    private final OperationService operations;
    private final String self;

    HardwareCalls(
            @GrpcClient("hardware") HardwareService hardware,
            @GrpcClient("hardware") OperationService operations,
            @ConfigProperty(name = "quarkus.application.name") String self) {
        this.hardware = hardware;
        this.operations = operations;
        this.self = self;
    }

    /** Sets the power; {@code action} is on, off, graceful_shutdown … as in hardware/v1/control.proto. */
    public Uni<HardwareOperation> power(String serverId, String action, String key) {
        return hardware.setPower(SetPowerRequest.newBuilder()
                        .setServerId(serverId)
                        .setAction(action)
                        .setIdempotencyKey(key)
                        .build())
                .map(HardwareCalls::operation);
    }

    /** Boots from the network once, bringing the server up. */
    public Uni<HardwareOperation> bootFromNetwork(String serverId, String key) {
        return boot(serverId, "Pxe", true, true, key);
    }

    /** Takes any boot override away; {@code restart} also brings the server up from its disk. */
    public Uni<HardwareOperation> bootFromDisk(String serverId, boolean restart, String key) {
        return boot(serverId, "None", false, restart, key);
    }

    private Uni<HardwareOperation> boot(String serverId, String target, boolean once, boolean powerCycle, String key) {
        return hardware.setBoot(SetBootRequest.newBuilder()
                        .setServerId(serverId)
                        .setTarget(target)
                        .setOnce(once)
                        .setPowerCycle(powerCycle)
                        .setIdempotencyKey(key)
                        .build())
                .map(HardwareCalls::operation);
    }

    /** Reads the server's tree again; doing it twice harms nothing. */
    public Uni<HardwareOperation> inspect(String serverId) {
        return hardware.inspectServer(
                        ServerTarget.newBuilder().setServerId(serverId).build())
                .map(HardwareCalls::operation);
    }

    public Uni<HardwareOperation> get(String operationId) {
        return operations
                .getOperation(
                        GetOperationRequest.newBuilder().setId(operationId).build())
                .map(HardwareCalls::operation);
    }

    public Uni<HardwareOperation> cancel(String operationId) {
        return operations
                .cancelOperation(
                        GetOperationRequest.newBuilder().setId(operationId).build())
                .map(HardwareCalls::operation);
    }

    /** Operations on the server that this service asked for and that have not ended. */
    public Uni<List<HardwareOperation>> ownOpenOperations(String serverId) {
        return open(serverId, "queued")
                .chain(queued -> open(serverId, "running")
                        .map(running ->
                                Stream.concat(queued.stream(), running.stream()).toList()));
    }

    private Uni<List<HardwareOperation>> open(String serverId, String state) {
        return operations
                .listOperations(ListOperationsRequest.newBuilder()
                        .setServerId(serverId)
                        .setState(state)
                        .build())
                .map(answer -> answer.getOperationsList().stream()
                        .filter(operation -> operation.getRequestedBy().equals(self))
                        .map(HardwareCalls::operation)
                        .toList());
    }

    private static HardwareOperation operation(Operation operation) {
        return new HardwareOperation(
                operation.getId(),
                operation.getKind(),
                progress(operation),
                operation.getErrorCode(),
                operation.getError());
    }

    private static Progress progress(Operation operation) {
        return switch (operation.getState()) {
            case OPERATION_STATE_SUCCEEDED -> Progress.SUCCEEDED;
            case OPERATION_STATE_FAILED -> Progress.FAILED;
            case OPERATION_STATE_CANCELLED -> Progress.CANCELLED;
            case OPERATION_STATE_QUEUED, OPERATION_STATE_RUNNING, OPERATION_STATE_UNSPECIFIED, UNRECOGNIZED ->
                Progress.OPEN;
        };
    }
}
