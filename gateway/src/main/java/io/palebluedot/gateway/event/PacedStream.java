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
        call.accept(new Bridge<Q, R>(reader));
    }

    private static final class Bridge<Q, R> implements ClientResponseObserver<Q, R>, Flow.Subscription {

        private final Flow.Subscriber<? super R> reader;
        private @Nullable ClientCallStreamObserver<Q> stream;
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
        public void request(long n) {
            if (stream != null) {
                stream.request((int) Math.min(n, Integer.MAX_VALUE));
            }
        }

        @Override
        public void cancel() {
            left = true;
            if (stream != null) {
                stream.cancel("the reader left", null);
            }
        }
    }
}
