package io.palebluedot.simulator.kubernetes;

import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.WebSocket;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;

/** A watch over plain HTTP, one event a line, for clients that do not upgrade to a WebSocket. */
final class ChunkedWatch implements WebSocket {

    private final RecordedRequest request;
    private final HttpServerResponse response;

    ChunkedWatch(RecordedRequest request, HttpServerResponse response) {
        this.request = request;
        this.response = response;
    }

    @Override
    public RecordedRequest request() {
        return request;
    }

    @Override
    public boolean send(String event) {
        if (response.ended() || response.closed()) {
            return false;
        }
        response.write(event + "\n");
        return true;
    }

    @Override
    public boolean send(byte[] event) {
        return send(new String(event, StandardCharsets.UTF_8));
    }

    @Override
    public boolean close(int code, String reason) {
        if (!response.ended() && !response.closed()) {
            response.end();
        }
        return true;
    }
}
