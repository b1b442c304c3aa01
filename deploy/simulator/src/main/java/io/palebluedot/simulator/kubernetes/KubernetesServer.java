package io.palebluedot.simulator.kubernetes;

import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.WebSocketListener;
import io.fabric8.mockwebserver.vertx.ServerWebSocketHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The API's socket. An own front instead of fabric8's MockWebServer, which keeps every request for ever, upgrades to
 * HTTP/2 halfway and knows no watch without WebSocket.
 */
public final class KubernetesServer {

    private final Vertx vertx;
    private final ObjectStore store;
    private final HttpServer server;

    /** A server over a store; it does not listen yet. */
    public KubernetesServer(Vertx vertx, ObjectStore store) {
        this.vertx = vertx;
        this.store = store;
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setHttp2ClearTextEnabled(false)
                        .setWebSocketSubProtocols(List.of("v4.channel.k8s.io")))
                .requestHandler(this::accept)
                .exceptionHandler(e -> {});
    }

    /** Starts to listen on loopback. */
    public Future<HttpServer> listen(int port) {
        return server.listen(port, "127.0.0.1");
    }

    /** The port in use, also when 0 was asked for. */
    public int port() {
        return server.actualPort();
    }

    private void accept(HttpServerRequest request) {
        String upgrade = request.getHeader("Upgrade");
        if (upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("websocket")) {
            RecordedRequest recorded = recorded(request, null);
            MockResponse answer = store.dispatch(recorded);
            if (answer.getWebSocketListener() == null) {
                send(request.response(), answer);
            } else {
                request.toWebSocket().onSuccess(new ServerWebSocketHandler(recorded, answer));
            }
            return;
        }
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        RecordedRequest recorded = recorded(request, body);
        MockResponse answer = store.dispatch(recorded);
        if (answer.getWebSocketListener() == null) {
            send(request.response(), answer);
        } else {
            watch(request.response(), recorded, answer);
        }
    }

    private void watch(HttpServerResponse response, RecordedRequest request, MockResponse answer) {
        WebSocketListener events = answer.getWebSocketListener();
        ChunkedWatch watch = new ChunkedWatch(request, response);
        response.setChunked(true).putHeader("Content-Type", "application/json");
        response.closeHandler(closed -> vertx.executeBlocking(() -> {
            events.onClosed(watch, 1000, "closed");
            return true;
        }));
        response.writeHead();
        events.onOpen(watch, answer);
    }

    private static RecordedRequest recorded(HttpServerRequest request, @Nullable Buffer body) {
        return new RecordedRequest(
                "HTTP/1.1",
                HttpMethod.fromVertx(request.method()),
                request.uri(),
                Headers.builder().addAll(request.headers()).build(),
                new io.fabric8.mockwebserver.http.Buffer(body == null ? new byte[0] : body.getBytes()));
    }

    private static void send(HttpServerResponse response, MockResponse answer) {
        response.setStatusCode(answer.code());
        answer.getHeaders()
                .toMultimap()
                .forEach((name, values) -> response.headers().set(name, values));
        if (answer.getBody() == null || answer.getBody().size() == 0) {
            response.headers().remove("Content-Length");
            response.end();
        } else {
            response.end(Buffer.buffer(answer.getBody().getBytes()));
        }
    }
}
