package io.palebluedot.hardware.driver.redfish;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.TestConfig;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.http.BoundedHttp;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A BMC that misbehaves as told: a real socket, with sessions, and a hook for everything else. */
final class FakeBmc implements AutoCloseable {

    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    final Map<String, Answering> paths = new ConcurrentHashMap<>();
    /** What else than the session can be deleted. */
    final Map<String, Answering> deletable = new ConcurrentHashMap<>();

    /** The last body of each request, by method and path. */
    final Map<String, byte[]> bodies = new ConcurrentHashMap<>();

    final AtomicInteger logins = new AtomicInteger();
    final AtomicInteger inFlight = new AtomicInteger();
    final AtomicInteger mostInFlight = new AtomicInteger();
    /** A request is over when its answer begins: the client may send the next one before this thread goes on. */
    private static final ThreadLocal<AtomicInteger> UNDER_WAY = new ThreadLocal<>();

    /** Further properties of the service root, each followed by a comma. */
    volatile String root = "";

    volatile String token = "";
    volatile String password = "right";
    volatile boolean sessions = true;
    private final HttpServer server;
    private final Vertx vertx = Vertx.vertx();
    private final HardwareConfig config;

    FakeBmc(Map<String, String> settings) throws IOException {
        config = TestConfig.with(settings);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    RedfishClients clients() {
        return new RedfishClients(new BoundedHttp(vertx, config), new AllowedAddresses(config), config);
    }

    Bmc bmc() {
        var address = new HostPort("127.0.0.1", server.getAddress().getPort());
        return new Bmc(address, List.of("redfish"), new Login("admin", "right"));
    }

    HardwareConfig config() {
        return config;
    }

    private void serve(HttpExchange exchange) throws IOException {
        int now = inFlight.incrementAndGet();
        mostInFlight.accumulateAndGet(now, Math::max);
        UNDER_WAY.set(inFlight);
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        byte[] body = exchange.getRequestBody().readAllBytes();
        bodies.put(exchange.getRequestMethod() + " " + path, body);
        try (exchange) {
            if (path.equals("/redfish/v1/")) {
                send(
                        exchange,
                        200,
                        "{" + root
                                + "\"RedfishVersion\":\"1.11.0\",\"UpdateService\":{\"@odata.id\":\"/redfish/v1/U\"},"
                                + "\"Links\":{\"Sessions\":{\"@odata.id\":\"/redfish/v1/S\"}}}");
            } else if (path.equals("/redfish/v1/S")
                    && exchange.getRequestMethod().equals("POST")) {
                login(exchange, new String(body, StandardCharsets.UTF_8));
            } else if (!authorized(exchange)) {
                send(exchange, 401, "");
            } else if (exchange.getRequestMethod().equals("DELETE") && deletable.containsKey(path)) {
                deletable.get(path).answer(exchange);
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                token = "";
                send(exchange, 204, "");
            } else {
                paths.getOrDefault(path, e -> send(e, 404, "{}")).answer(exchange);
            }
        } finally {
            over();
        }
    }

    private static void over() {
        var counter = UNDER_WAY.get();
        if (counter != null) {
            counter.decrementAndGet();
            UNDER_WAY.remove();
        }
    }

    private void login(HttpExchange exchange, String body) throws IOException {
        logins.incrementAndGet();
        if (!sessions) {
            send(exchange, 405, "");
        } else if (!body.contains("\"" + password + "\"")) {
            send(exchange, 401, "");
        } else {
            token = "token-" + logins.get();
            exchange.getResponseHeaders().add("X-Auth-Token", token);
            exchange.getResponseHeaders().add("Location", "/redfish/v1/S/" + logins.get());
            send(exchange, 201, "{}");
        }
    }

    private boolean authorized(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("X-Auth-Token");
        boolean basic = exchange.getRequestHeaders().getFirst("Authorization") != null && !sessions;
        return basic || (given != null && given.equals(token));
    }

    static void send(HttpExchange exchange, int status, String body) {
        try {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            over();
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing listens any more. */
    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        server.stop(0);
        vertx.close();
    }
}
