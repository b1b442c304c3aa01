package io.palebluedot.hardware.http;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/** An answer whose body has no end; nothing of it is read before it is asked for. To be closed, or its body to be cancelled. */
public final class HttpFeed {

    private final HttpClientRequest request;
    private final HttpClientResponse response;
    private volatile boolean left;
    private volatile @Nullable Throwable broken;

    HttpFeed(HttpClientRequest request, HttpClientResponse response) {
        this.request = request;
        this.response = response;
        response.exceptionHandler(e -> broken = e);
    }

    public int status() {
        return response.statusCode();
    }

    public @Nullable String header(String name) {
        return response.getHeader(name);
    }

    /** Drops the connection; a body that is being read fails. */
    public void close() {
        request.reset(0);
    }

    /** Pieces as they come, each at most as large as one read of the socket; for one reader. Fails with {@link HttpFailure}. */
    public Multi<Buffer> body() {
        return Multi.createFrom().<Buffer>emitter(emitter -> read(emitter));
    }

    private void read(MultiEmitter<? super Buffer> emitter) {
        emitter.onTermination(this::leave);
        response.exceptionHandler(e -> fail(emitter, e));
        var before = broken;
        if (before != null) {
            fail(emitter, before);
            return;
        }
        response.endHandler(end -> emitter.complete());
        response.handler(emitter::emit);
        emitter.onRequest(response::fetch);
        // What was asked for before anybody listened to it.
        if (emitter.requested() > 0) {
            response.fetch(emitter.requested());
        }
    }

    private void leave() {
        left = true;
        close();
    }

    private void fail(MultiEmitter<? super Buffer> emitter, Throwable e) {
        if (!left) {
            emitter.fail(BoundedHttp.failure(e));
        }
    }
}
