package io.palebluedot.simulator.control;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Objects;

/** The control API's socket, on loopback. */
public final class ControlServer {

    private final HttpServer server;

    /** A server over an API; it does not listen yet. */
    public ControlServer(Vertx vertx, ControlApi api) {
        server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    ControlApi.Answer answer = api.handle(
                            request.method().name(), Objects.requireNonNullElse(request.path(), ""), body.toString());
                    request.response()
                            .setStatusCode(answer.status())
                            .putHeader("Content-Type", "application/json")
                            .end(answer.body().toString());
                }));
    }

    /** Starts to listen. */
    public Future<HttpServer> listen(int port) {
        return server.listen(port, "127.0.0.1");
    }

    /** The port in use, also when 0 was asked for. */
    public int port() {
        return server.actualPort();
    }
}
