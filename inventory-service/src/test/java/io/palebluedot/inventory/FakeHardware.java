package io.palebluedot.inventory;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.palebluedot.events.Ids;
import io.palebluedot.proto.hardware.v1.ApplyGpuConfigRequest;
import io.palebluedot.proto.hardware.v1.BiosSettings;
import io.palebluedot.proto.hardware.v1.HardwareServiceGrpc;
import io.palebluedot.proto.hardware.v1.Operation;
import io.palebluedot.proto.hardware.v1.OperationState;
import io.palebluedot.proto.hardware.v1.RegisterBmcRequest;
import io.palebluedot.proto.hardware.v1.ServerTarget;
import io.palebluedot.proto.hardware.v1.SetBiosRequest;
import io.palebluedot.proto.hardware.v1.SetExportersRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A hardware-service that accepts everything and remembers what it was asked. */
final class FakeHardware extends HardwareServiceGrpc.HardwareServiceImplBase implements AutoCloseable {

    final List<ApplyGpuConfigRequest> gpuConfigs = new CopyOnWriteArrayList<>();
    final List<SetBiosRequest> bios = new CopyOnWriteArrayList<>();
    final List<RegisterBmcRequest> registered = new CopyOnWriteArrayList<>();
    final List<String> forgotten = new CopyOnWriteArrayList<>();
    final List<String> inspected = new CopyOnWriteArrayList<>();
    private final Server server;

    FakeHardware(int port) {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .addService(this)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void applyGpuConfig(ApplyGpuConfigRequest request, StreamObserver<Operation> observer) {
        gpuConfigs.add(request);
        accept("gpu_config", request.getServerId(), request.getIdempotencyKey(), observer);
    }

    @Override
    public void setBios(SetBiosRequest request, StreamObserver<Operation> observer) {
        bios.add(request);
        accept("bios", request.getServerId(), request.getIdempotencyKey(), observer);
    }

    @Override
    public void getBios(ServerTarget request, StreamObserver<BiosSettings> observer) {
        observer.onError(
                Status.FAILED_PRECONDITION.withDescription("no BIOS settings").asRuntimeException());
    }

    @Override
    public void registerBmc(RegisterBmcRequest request, StreamObserver<Operation> observer) {
        if (request.getAddress().startsWith("taken")) {
            observer.onError(Status.ALREADY_EXISTS.withDescription("taken").asRuntimeException());
            return;
        }
        registered.add(request);
        accept("register", request.getServerId(), Ids.newId(), observer);
    }

    @Override
    public void forgetBmc(ServerTarget request, StreamObserver<ServerTarget> observer) {
        forgotten.add(request.getServerId());
        observer.onNext(request);
        observer.onCompleted();
    }

    @Override
    public void inspectServer(ServerTarget request, StreamObserver<Operation> observer) {
        inspected.add(request.getServerId());
        accept("inspect", request.getServerId(), Ids.newId(), observer);
    }

    @Override
    public void setExporters(SetExportersRequest request, StreamObserver<ServerTarget> observer) {
        observer.onNext(
                ServerTarget.newBuilder().setServerId(request.getServerId()).build());
        observer.onCompleted();
    }

    /** The operation of a key has the key's id, so that the same key is the same operation. */
    private static void accept(String kind, String serverId, String key, StreamObserver<Operation> observer) {
        observer.onNext(Operation.newBuilder()
                .setId(key)
                .setKind(kind)
                .setServerId(serverId)
                .setState(OperationState.OPERATION_STATE_QUEUED)
                .build());
        observer.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
