package io.palebluedot.alert.journal;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Tells a streaming method whether its reader keeps up, so that a slow one costs no memory: it gets the next page when it took the last. */
@ApplicationScoped
public class StreamFlow implements ServerInterceptor {

    private static final Context.Key<Flow> FLOW = Context.key("pbd-stream-flow");

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        var flow = new Flow(call::isReady);
        var listener = Contexts.interceptCall(Context.current().withValue(FLOW, flow), call, headers, next);
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onReady() {
                flow.wake();
                super.onReady();
            }

            @Override
            public void onCancel() {
                flow.wake();
                super.onCancel();
            }
        };
    }

    /** The flow of the call at hand; one that is always ready outside a call. */
    static Flow current() {
        var flow = FLOW.get();
        return flow == null ? new Flow(() -> true) : flow;
    }

    /** One call's readiness. */
    static final class Flow {

        private final BooleanSupplier ready;
        private final AtomicReference<CompletableFuture<Void>> next = new AtomicReference<>(new CompletableFuture<>());

        Flow(BooleanSupplier ready) {
            this.ready = ready;
        }

        /** Ends once the transport takes more. */
        Uni<Void> ready() {
            return Uni.createFrom().deferred(() -> {
                var signal = next.get();
                return ready.getAsBoolean()
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().completionStage(signal.copy());
            });
        }

        private void wake() {
            next.getAndSet(new CompletableFuture<>()).complete(null);
        }
    }
}
