package io.palebluedot.gateway.event;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server-streaming gRPC call as a publisher that asks the service for no more than its reader takes, and ends the call when the reader leaves.
 * One subscriber.
 */
final class PacedStream<Q, R> implements Flow.Publisher<R> {

    private final Consumer<StreamObserver<R>> call;

    PacedStream(Consumer<StreamObserver<R>> call) {
        this.call = call;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super R> reader) {
        var bridge = new Bridge<Q, R>(reader);
        call.accept(bridge);
        bridge.started();
    }

    private static final class Bridge<Q, R> implements ClientResponseObserver<Q, R>, Flow.Subscription {

        private final Flow.Subscriber<? super R> reader;
        private @Nullable ClientCallStreamObserver<Q> stream;
        private boolean started;
        private long wanted;
        private volatile boolean left;

        Bridge(Flow.Subscriber<? super R> reader) {
            this.reader = reader;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<Q> observer) {
            stream = observer;
            observer.disableAutoRequestWithInitial(0);
            reader.onSubscribe(this);
        }

        /** Nothing may be asked of a call before it is started: what was wanted meanwhile is asked now. */
        synchronized void started() {
            started = true;
            if (left) {
                cancel();
            } else if (wanted > 0) {
                request(wanted);
            }
        }

        @Override
        public void onNext(R item) {
            if (!left) {
                reader.onNext(item);
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (!left) {
                reader.onError(failure);
            }
        }

        @Override
        public void onCompleted() {
            if (!left) {
                reader.onComplete();
            }
        }

        @Override
        public synchronized void request(long n) {
            if (!started || stream == null) {
                wanted = Math.min(Integer.MAX_VALUE, wanted + n);
            } else {
                stream.request((int) Math.min(n, Integer.MAX_VALUE));
            }
        }

        @Override
        public synchronized void cancel() {
            left = true;
            if (started && stream != null) {
                stream.cancel("the reader left", null);
            }
        }
    }
}
