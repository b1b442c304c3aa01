package io.palebluedot.workflow.testing;

import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.palebluedot.proto.hardware.v1.GetOperationRequest;
import io.palebluedot.proto.hardware.v1.HardwareServiceGrpc;
import io.palebluedot.proto.hardware.v1.ListOperationsRequest;
import io.palebluedot.proto.hardware.v1.ListOperationsResponse;
import io.palebluedot.proto.hardware.v1.Operation;
import io.palebluedot.proto.hardware.v1.OperationServiceGrpc;
import io.palebluedot.proto.hardware.v1.OperationState;
import io.palebluedot.proto.hardware.v1.ServerTarget;
import io.palebluedot.proto.hardware.v1.SetBootRequest;
import io.palebluedot.proto.hardware.v1.SetPowerRequest;
import io.palebluedot.proto.inventory.v1.GetServerRequest;
import io.palebluedot.proto.inventory.v1.ServerServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** inventory-service, hardware-service and the hosts' exporters as servers on loopback, over one {@link FakeRack}. */
final class FakeServices {

    private final FakeRack rack = FakeRack.get();
    private final HttpServer exporters;
    private final Server inventory;
    private final Server hardware;

    FakeServices() throws IOException {
        exporters = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        exporters.createContext("/", exchange -> {
            var machine = rack.find(exchange.getRequestURI().getPath().split("/", 3)[1]);
            byte[] body = machine != null && machine.running() ? metrics() : new byte[0];
            exchange.sendResponseHeaders(body.length == 0 ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        exporters.start();
        inventory = server(new Inventory()).start();
        hardware = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new Hardware())
                .addService(new Operations())
                .build()
                .start();
    }

    int inventoryPort() {
        return inventory.getPort();
    }

    int hardwarePort() {
        return hardware.getPort();
    }

    void stop() {
        exporters.stop(0);
        inventory.shutdownNow();
        hardware.shutdownNow();
    }

    private static Server server(io.grpc.BindableService service) {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(service)
                .build();
    }

    private static byte[] metrics() {
        return IntStream.range(0, 8)
                .mapToObj(i -> "DCGM_FI_DEV_GPU_TEMP{gpu=\"" + i + "\",UUID=\"GPU-" + i + "\"} 40\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private final class Inventory extends ServerServiceGrpc.ServerServiceImplBase {
        @Override
        public void getServer(
                GetServerRequest request, StreamObserver<io.palebluedot.proto.inventory.v1.Server> answer) {
            var machine = rack.find(request.getRef());
            if (machine == null) {
                answer.onError(Status.NOT_FOUND.withDescription("no server").asRuntimeException());
                return;
            }
            answer.onNext(machine.proto(exporters.getAddress().getPort()));
            answer.onCompleted();
        }
    }

    private final class Hardware extends HardwareServiceGrpc.HardwareServiceImplBase {
        @Override
        public void setPower(SetPowerRequest request, StreamObserver<Operation> answer) {
            operate(request.getServerId(), request.getIdempotencyKey(), request.getAction(), answer);
        }

        @Override
        public void setBoot(SetBootRequest request, StreamObserver<Operation> answer) {
            String action = "boot " + request.getTarget() + (request.getOnce() ? " once" : "")
                    + (request.getPowerCycle() ? " cycle" : "");
            operate(request.getServerId(), request.getIdempotencyKey(), action, answer);
        }

        @Override
        public void inspectServer(ServerTarget request, StreamObserver<Operation> answer) {
            operate(request.getServerId(), "", "inspect", answer);
        }

        private void operate(String serverId, String key, String action, StreamObserver<Operation> answer) {
            var machine = rack.find(serverId);
            if (machine == null) {
                answer.onError(Status.NOT_FOUND.withDescription("no server").asRuntimeException());
                return;
            }
            answer.onNext(rack.operate(machine, key, action));
            answer.onCompleted();
        }
    }

    private final class Operations extends OperationServiceGrpc.OperationServiceImplBase {
        @Override
        public void getOperation(GetOperationRequest request, StreamObserver<Operation> answer) {
            answer.onNext(rack.operation(request.getId()));
            answer.onCompleted();
        }

        @Override
        public void cancelOperation(GetOperationRequest request, StreamObserver<Operation> answer) {
            answer.onNext(rack.cancel(request.getId()));
            answer.onCompleted();
        }

        @Override
        public void listOperations(ListOperationsRequest request, StreamObserver<ListOperationsResponse> answer) {
            var state = OperationState.valueOf(
                    "OPERATION_STATE_" + request.getState().toUpperCase(Locale.ROOT));
            answer.onNext(ListOperationsResponse.newBuilder()
                    .addAllOperations(rack.operations(request.getServerId(), state))
                    .build());
            answer.onCompleted();
        }
    }
}
