package io.palebluedot.hardware.http;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/** A feed until its answer begins: whoever stops waiting leaves no connection behind. */
final class FeedOpening {

    private final UniEmitter<? super HttpFeed> emitter;
    private @Nullable HttpClientRequest request;
    private boolean over;

    FeedOpening(UniEmitter<? super HttpFeed> emitter) {
        this.emitter = emitter;
        emitter.onTermination(this::end);
    }

    void begin(HttpClientRequest begun) {
        if (!keep(begun)) {
            begun.reset(0);
            return;
        }
        begun.response()
                .onFailure(e -> emitter.fail(BoundedHttp.failure(e)))
                .onSuccess(response -> answered(begun, response));
        begun.end().onFailure(e -> emitter.fail(BoundedHttp.failure(e)));
    }

    private void answered(HttpClientRequest begun, HttpClientResponse response) {
        response.pause();
        if (release()) {
            emitter.complete(new HttpFeed(begun, response));
        } else {
            begun.reset(0);
        }
    }

    private synchronized boolean keep(HttpClientRequest begun) {
        request = begun;
        return !over;
    }

    private synchronized boolean release() {
        request = null;
        return !over;
    }

    private void end() {
        HttpClientRequest left;
        synchronized (this) {
            over = true;
            left = request;
            request = null;
        }
        if (left != null) {
            left.reset(0);
        }
    }
}
