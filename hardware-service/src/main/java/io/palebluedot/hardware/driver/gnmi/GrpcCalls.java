package io.palebluedot.hardware.driver.gnmi;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** gRPC calls as Mutiny's types; cancelling cancels the call. Failures are the call's status. */
final class GrpcCalls {

    /** Answers of a stream that may wait for a slow reader; more fail the stream. */
    private static final int WAITING = 1024;

    private GrpcCalls() {}

    static <Q, A> Uni<A> unary(
            Channel channel, MethodDescriptor<Q, A> method, CallOptions options, Metadata headers, Q request) {
        return Uni.createFrom().emitter(emitter -> {
            var call = channel.newCall(method, options);
            // Also called after the end, when there is nothing left to cancel.
            emitter.onTermination(() -> call.cancel("not wanted any more", null));
            call.start(new Single<A>(emitter), headers);
            send(call, request, 2);
            call.halfClose();
        });
    }

    /** Sends one request and leaves the call open: targets end a subscription when its requests end. */
    static <Q, A> Multi<A> stream(
            Channel channel, MethodDescriptor<Q, A> method, CallOptions options, Metadata headers, Q request) {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            var call = channel.newCall(method, options);
                            emitter.onTermination(() -> call.cancel("not wanted any more", null));
                            call.start(new Several<A>(emitter, call), headers);
                            send(call, request, 1);
                        },
                        WAITING);
    }

    private static <Q> void send(ClientCall<Q, ?> call, Q request, int answers) {
        call.request(answers);
        call.sendMessage(request);
    }

    /** Hands results back on the Vert.x context of whoever subscribes, where there is one. */
    static <T> Uni<T> onCallersContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            var context = Vertx.currentContext();
            return context == null
                    ? work.get()
                    : work.get().emitOn(task -> context.runOnContext(nothing -> task.run()));
        });
    }

    /** As {@link #onCallersContext}, for a stream. */
    static <T> Multi<T> streamOnCallersContext(Supplier<Multi<T>> work) {
        return Multi.createFrom().deferred(() -> {
            var context = Vertx.currentContext();
            return context == null
                    ? work.get()
                    : work.get().emitOn(task -> context.runOnContext(nothing -> task.run()));
        });
    }

    /** The stream, failing with DEADLINE_EXCEEDED when nothing at all has come by then. */
    static <T> Multi<T> beginning(Multi<T> stream, Duration within) {
        return Multi.createFrom().deferred(() -> {
            var begun = new AtomicBoolean();
            Multi<T> alarm = Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(within)
                    .onItem()
                    .transformToMulti(late -> begun.get()
                            ? Multi.createFrom().empty()
                            : Multi.createFrom()
                                    .failure(Status.DEADLINE_EXCEEDED
                                            .withDescription("the stream does not begin")
                                            .asRuntimeException()));
            return Multi.createBy().merging().streams(stream.onItem().invoke(() -> begun.set(true)), alarm);
        });
    }

    private static final class Single<A> extends ClientCall.Listener<A> {
        private final UniEmitter<? super A> emitter;
        private @Nullable A answer;

        Single(UniEmitter<? super A> emitter) {
            this.emitter = emitter;
        }

        @Override
        public void onMessage(A message) {
            answer = message;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!status.isOk()) {
                emitter.fail(status.asRuntimeException(trailers));
            } else if (answer == null) {
                emitter.fail(Status.DATA_LOSS.withDescription("no answer").asRuntimeException());
            } else {
                emitter.complete(answer);
            }
        }
    }

    private static final class Several<A> extends ClientCall.Listener<A> {
        private final MultiEmitter<? super A> emitter;
        private final ClientCall<?, A> call;

        Several(MultiEmitter<? super A> emitter, ClientCall<?, A> call) {
            this.emitter = emitter;
            this.call = call;
        }

        @Override
        public void onMessage(A message) {
            emitter.emit(message);
            call.request(1);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (emitter.isCancelled()) {
                // This is the cancelling's own echo.
                return;
            }
            if (status.isOk()) {
                emitter.complete();
            } else {
                emitter.fail(status.asRuntimeException(trailers));
            }
        }
    }
}
