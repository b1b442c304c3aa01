package io.palebluedot.hardware.driver.gnmi;

import com.github.gnmi.proto.CapabilityRequest;
import com.github.gnmi.proto.CapabilityResponse;
import com.github.gnmi.proto.Encoding;
import com.github.gnmi.proto.GetRequest;
import com.github.gnmi.proto.GetResponse;
import com.github.gnmi.proto.Notification;
import com.github.gnmi.proto.SetRequest;
import com.github.gnmi.proto.SetResponse;
import com.github.gnmi.proto.SubscribeRequest;
import com.github.gnmi.proto.SubscribeResponse;
import com.github.gnmi.proto.TypedValue;
import com.github.gnmi.proto.Update;
import com.github.gnmi.proto.gNMIGrpc;
import com.google.protobuf.ByteString;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A gNMI target that misbehaves as told: a real socket, with or without TLS. */
final class FakeTarget implements AutoCloseable {

    static final Function<GetRequest, List<Update>> NOTHING = request -> List.of();

    final List<GetRequest> gets = new CopyOnWriteArrayList<>();
    final List<SetRequest> sets = new CopyOnWriteArrayList<>();
    final List<SubscribeRequest> subscriptions = new CopyOnWriteArrayList<>();
    final List<String> users = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    volatile List<Encoding> advertised = List.of(Encoding.JSON_IETF);
    volatile Status login = Status.OK;
    volatile Status loginOfGet = Status.OK;
    volatile boolean hangs;
    volatile @Nullable Encoding refusedSets;
    volatile Function<GetRequest, List<Update>> tree = NOTHING;
    volatile BiConsumer<SubscribeRequest, StreamObserver<SubscribeResponse>> stream =
            (request, answers) -> answers.onError(Status.UNIMPLEMENTED.asRuntimeException());
    private final Server server;

    FakeTarget(@Nullable Certificate certificate, int port) throws IOException {
        this(certificate, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    FakeTarget(@Nullable Certificate certificate, InetSocketAddress address) throws IOException {
        var builder = NettyServerBuilder.forAddress(address)
                .intercept(new Logins())
                .addTransportFilter(new Counting())
                .addService(new Service());
        if (certificate != null) {
            builder.sslContext(GrpcSslContexts.forServer(
                            certificate.pem().toFile(), certificate.key().toFile())
                    .build());
        }
        server = builder.build().start();
    }

    int port() {
        return server.getPort();
    }

    static Update json(String path, String json) {
        return update(
                path,
                TypedValue.newBuilder()
                        .setJsonIetfVal(ByteString.copyFromUtf8(json))
                        .build());
    }

    static Update update(String path, TypedValue value) {
        return Update.newBuilder()
                .setPath(NotificationReader.wire(GnmiPath.parse(path)))
                .setVal(value)
                .build();
    }

    static SubscribeResponse told(Update... updates) {
        return SubscribeResponse.newBuilder()
                .setUpdate(Notification.newBuilder().setTimestamp(1).addAllUpdate(List.of(updates)))
                .build();
    }

    static SubscribeResponse synced() {
        return SubscribeResponse.newBuilder().setSyncResponse(true).build();
    }

    static String path(GetRequest request) {
        return NotificationReader.path(request.getPath(0)).toString();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Service extends gNMIGrpc.gNMIImplBase {

        @Override
        public void capabilities(CapabilityRequest request, StreamObserver<CapabilityResponse> answer) {
            if (!hangs) {
                answer.onNext(CapabilityResponse.newBuilder()
                        .setGNMIVersion("0.10.0")
                        .addAllSupportedEncodings(advertised)
                        .build());
                answer.onCompleted();
            }
        }

        @Override
        public void get(GetRequest request, StreamObserver<GetResponse> answer) {
            gets.add(request);
            if (hangs) {
                return;
            }
            try {
                answer.onNext(GetResponse.newBuilder()
                        .addNotification(Notification.newBuilder().addAllUpdate(tree.apply(request)))
                        .build());
                answer.onCompleted();
            } catch (RuntimeException e) {
                answer.onError(e);
            }
        }

        @Override
        public void set(SetRequest request, StreamObserver<SetResponse> answer) {
            sets.add(request);
            boolean ietf =
                    request.getUpdateList().stream().anyMatch(u -> u.getVal().hasJsonIetfVal());
            if (refusedSets == Encoding.JSON_IETF && ietf) {
                answer.onError(Status.INTERNAL.withDescription("expect bool").asRuntimeException());
                return;
            }
            answer.onNext(SetResponse.getDefaultInstance());
            answer.onCompleted();
        }

        @Override
        public StreamObserver<SubscribeRequest> subscribe(StreamObserver<SubscribeResponse> answers) {
            return new StreamObserver<>() {
                @Override
                public void onNext(SubscribeRequest request) {
                    subscriptions.add(request);
                    stream.accept(request, answers);
                }

                @Override
                public void onError(Throwable e) {}

                @Override
                public void onCompleted() {
                    answers.onCompleted();
                }
            };
        }
    }

    private final class Logins implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String user = headers.get(Metadata.Key.of("username", Metadata.ASCII_STRING_MARSHALLER));
            String password = headers.get(Metadata.Key.of("password", Metadata.ASCII_STRING_MARSHALLER));
            users.add(user + ":" + password);
            boolean get = call.getMethodDescriptor().getFullMethodName().endsWith("/Get");
            var refusal = login.isOk() && get ? loginOfGet : login;
            if (!refusal.isOk() && !"right".equals(password)) {
                call.close(refusal, new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return Contexts.interceptCall(Context.current(), call, headers, next);
        }
    }

    private final class Counting extends ServerTransportFilter {
        @Override
        public Attributes transportReady(Attributes attributes) {
            connections.incrementAndGet();
            return attributes;
        }

        @Override
        public void transportTerminated(Attributes attributes) {
            connections.decrementAndGet();
        }
    }
}
