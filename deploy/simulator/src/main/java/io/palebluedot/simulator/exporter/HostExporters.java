package io.palebluedot.simulator.exporter;

import io.palebluedot.simulator.machine.Machine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The two exporters of one host; they listen only while its system runs, as real ones do. */
public final class HostExporters {

    private static final Logger LOG = System.getLogger(HostExporters.class.getName());

    private final Vertx vertx;
    private final Machine machine;
    private final int dcgmPort;
    private final int nodePort;
    private final List<HttpServer> open = new ArrayList<>();
    private Future<Void> closed = Future.succeededFuture();
    private boolean running;

    /** Exporters on the host address of a machine; they follow its state by themselves. */
    public HostExporters(Vertx vertx, Machine machine, int dcgmPort, int nodePort) {
        this.vertx = vertx;
        this.machine = machine;
        this.dcgmPort = dcgmPort;
        this.nodePort = nodePort;
        machine.onChange(changed -> follow());
    }

    private synchronized void follow() {
        boolean wanted = machine.systemRunning();
        if (wanted == running) {
            return;
        }
        running = wanted;
        if (wanted) {
            Instant up = machine.timeline().now();
            open.add(serve(dcgmPort, () -> DcgmText.of(machine)));
            open.add(serve(nodePort, () -> new NodeText(machine, up).toString()));
        } else {
            closed = Future.join(open.stream().map(HttpServer::close).toList()).mapEmpty();
            open.clear();
        }
    }

    private HttpServer serve(int port, Supplier<String> metrics) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(request -> {
                    if ("/metrics".equals(request.path())) {
                        request.response()
                                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                                .end(metrics.get());
                    } else {
                        request.response().setStatusCode(404).end();
                    }
                });
        closed.otherwiseEmpty()
                .compose(free -> server.listen(port, machine.identity().hostAddress()))
                .onFailure(e -> LOG.log(
                        Level.ERROR,
                        "exporter cannot listen on " + machine.identity().hostAddress() + ":" + port,
                        e));
        return server;
    }
}
