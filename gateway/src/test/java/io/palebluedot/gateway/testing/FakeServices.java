package io.palebluedot.gateway.testing;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.palebluedot.proto.alert.v1.AlertServiceGrpc;
import io.palebluedot.proto.alert.v1.EventServiceGrpc;
import io.palebluedot.proto.allocation.v1.AllocationServiceGrpc;
import io.palebluedot.proto.allocation.v1.PeopleServiceGrpc;
import io.palebluedot.proto.hardware.v1.BmcServiceGrpc;
import io.palebluedot.proto.hardware.v1.CredentialServiceGrpc;
import io.palebluedot.proto.hardware.v1.DiscoveryServiceGrpc;
import io.palebluedot.proto.hardware.v1.HardwareServiceGrpc;
import io.palebluedot.proto.hardware.v1.OperationServiceGrpc;
import io.palebluedot.proto.hardware.v1.SwitchServiceGrpc;
import io.palebluedot.proto.hardware.v1.TelemetryServiceGrpc;
import io.palebluedot.proto.inventory.v1.ConfigServiceGrpc;
import io.palebluedot.proto.inventory.v1.GpuServiceGrpc;
import io.palebluedot.proto.inventory.v1.MetricsServiceGrpc;
import io.palebluedot.proto.inventory.v1.ServerServiceGrpc;
import io.palebluedot.proto.workflow.v1.TemplateServiceGrpc;
import io.palebluedot.proto.workflow.v1.WorkflowServiceGrpc;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * All services of the contracts behind one real gRPC server on loopback. Every method answers its message with all fields filled in; the reference in
 * the request chooses trouble ({@link Trouble}), lists say in their page what they were asked.
 */
public class FakeServices implements QuarkusTestResourceLifecycleManager {

    /** Calls so far: full method name and request as JSON. */
    public static final ConcurrentLinkedQueue<Call> CALLS = new ConcurrentLinkedQueue<>();

    private static final List<ServiceDescriptor> SERVICES = List.of(
            GpuServiceGrpc.getServiceDescriptor(),
            ServerServiceGrpc.getServiceDescriptor(),
            MetricsServiceGrpc.getServiceDescriptor(),
            ConfigServiceGrpc.getServiceDescriptor(),
            AllocationServiceGrpc.getServiceDescriptor(),
            PeopleServiceGrpc.getServiceDescriptor(),
            HardwareServiceGrpc.getServiceDescriptor(),
            BmcServiceGrpc.getServiceDescriptor(),
            DiscoveryServiceGrpc.getServiceDescriptor(),
            OperationServiceGrpc.getServiceDescriptor(),
            TelemetryServiceGrpc.getServiceDescriptor(),
            SwitchServiceGrpc.getServiceDescriptor(),
            CredentialServiceGrpc.getServiceDescriptor(),
            WorkflowServiceGrpc.getServiceDescriptor(),
            TemplateServiceGrpc.getServiceDescriptor(),
            AlertServiceGrpc.getServiceDescriptor());

    private Server server;

    /** One call that arrived. */
    public record Call(String method, String caller, String request) {}

    @Override
    public Map<String, String> start() {
        try {
            var builder = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .intercept(new SeenCaller())
                    .addService(EventServiceGrpc.bindService(new FakeEvents()))
                    .addService(HealthGrpc.bindService(new Healthy()));
            SERVICES.forEach(service -> builder.addService(fake(service)));
            server = builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var config = new HashMap<String, String>();
        for (String name : List.of("INVENTORY", "ALLOCATION", "HARDWARE", "WORKFLOW", "ALERT")) {
            config.put("PBD_" + name + "_GRPC", "127.0.0.1:" + server.getPort());
            config.put(
                    "quarkus.grpc.clients." + name.toLowerCase(java.util.Locale.ROOT) + ".test-port",
                    Integer.toString(server.getPort()));
        }
        config.put("pbd.events.heartbeat", "1s");
        return config;
    }

    @Override
    public void stop() {
        server.shutdownNow();
    }

    /** The last call of that method, as {@code ServiceName/Method}. */
    public static Call last(String method) {
        return CALLS.stream()
                .filter(call -> call.method().endsWith(method))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError(method + " was not called"));
    }

    public static long count(String method) {
        return CALLS.stream().filter(call -> call.method().endsWith(method)).count();
    }

    @SuppressWarnings("unchecked")
    private static ServerServiceDefinition fake(ServiceDescriptor service) {
        var definition = ServerServiceDefinition.builder(service);
        for (MethodDescriptor<?, ?> method : service.getMethods()) {
            var unary = (MethodDescriptor<Message, Message>) method;
            var prototype = ((MethodDescriptor.PrototypeMarshaller<Message>) unary.getResponseMarshaller())
                    .getMessagePrototype();
            definition.addMethod(
                    unary,
                    ServerCalls.asyncUnaryCall(
                            (request, observer) -> answer(unary.getFullMethodName(), request, prototype, observer)));
        }
        return definition.build();
    }

    private static void answer(String method, Message request, Message prototype, StreamObserver<Message> observer) {
        String caller = SeenCaller.CALLER.get();
        try {
            CALLS.add(new Call(
                    method,
                    caller,
                    JsonFormat.printer().omittingInsignificantWhitespace().print(request)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var trouble = trouble(request);
        if (trouble != null) {
            observer.onError(trouble);
            return;
        }
        pauseIfAsked(request);
        observer.onNext(Echo.of(request, Filled.of(prototype, caller)));
        observer.onCompleted();
    }

    private static io.grpc.StatusRuntimeException trouble(Message request) {
        for (String name : List.of("ref", "id", "server_id", "user", "username", "secret")) {
            var field = request.getDescriptorForType().findFieldByName(name);
            if (field != null && Trouble.of((String) request.getField(field)) != null) {
                return Trouble.of((String) request.getField(field));
            }
        }
        var version = request.getDescriptorForType().findFieldByName("expected_version");
        boolean other = version != null
                && request.hasField(version)
                && !request.getField(version).equals(3L);
        return other ? Trouble.of("stale") : null;
    }

    /** A purpose "slow" takes a second, so that a second request meets the first. */
    private static void pauseIfAsked(Message request) {
        var purpose = request.getDescriptorForType().findFieldByName("purpose");
        if (purpose != null && "slow".equals(request.getField(purpose))) {
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000L);
        }
    }

    /** All is well. */
    private static final class Healthy implements HealthGrpc.AsyncService {
        @Override
        public void check(
                grpc.health.v1.HealthOuterClass.HealthCheckRequest request,
                StreamObserver<HealthCheckResponse> observer) {
            observer.onNext(HealthCheckResponse.newBuilder()
                    .setStatus(HealthCheckResponse.ServingStatus.SERVING)
                    .build());
            observer.onCompleted();
        }
    }
}
