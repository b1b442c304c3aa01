package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.http.BoundedHttp;
import io.palebluedot.hardware.http.HttpAnswer;
import io.palebluedot.hardware.http.HttpBody;
import io.palebluedot.hardware.http.HttpCall;
import io.palebluedot.hardware.http.HttpFailure;
import io.palebluedot.hardware.http.HttpFeed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests to one BMC, with or without TLS as it turns out to speak; every answer with a status is an answer. */
final class RedfishWire {

    /** The service root as it is asked without a login. */
    static final String ROOT = Paths.ROOT + "/";

    private static final int HTTPS = 443;
    private static final Duration UPLOAD = Duration.ofMinutes(30);

    private final BoundedHttp http;
    private final AllowedAddresses addresses;
    private final HardwareConfig.Redfish config;
    private final HostPort address;
    private final Duration timeout;
    private volatile @Nullable Boolean tls;

    RedfishWire(
            BoundedHttp http,
            AllowedAddresses addresses,
            HardwareConfig.Redfish config,
            HostPort address,
            Duration timeout) {
        this.http = http;
        this.addresses = addresses;
        this.config = config;
        this.address = address;
        this.timeout = timeout;
    }

    String host() {
        return address.host();
    }

    Uni<HttpAnswer> send(String method, String path, Map<String, String> headers, @Nullable JsonNode body) {
        var all = new HashMap<>(headers);
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        return send(new Exchange(method, path, all, body(body), timeout));
    }

    /** Uploads; {@code headers} say of which type. */
    Uni<HttpAnswer> upload(String path, Map<String, String> headers, HttpBody body) {
        return send(new Exchange("POST", path, headers, body, UPLOAD));
    }

    /** A stream of events; over TLS unless the BMC is known to speak without, as it is from the login on. */
    Uni<HttpFeed> follow(String path, Map<String, String> headers) {
        var all = join(headers, Map.of("Accept", "text/event-stream", "Cache-Control", "no-cache"));
        var exchange = new Exchange("GET", path, all, null, timeout);
        return addresses
                .resolve(address.host())
                .chain(ip -> http.follow(call(ip, !Boolean.FALSE.equals(tls), exchange)))
                .onFailure()
                .transform(RedfishFailures::of);
    }

    private record Exchange(
            String method,
            String path,
            Map<String, String> headers,
            @Nullable HttpBody body,
            Duration timeout) {

        boolean isRoot() {
            return method.equals("GET") && path.equals(ROOT) && headers.isEmpty();
        }
    }

    /** How the BMC speaks, and the root when it was read in finding out. */
    private record Way(boolean tls, @Nullable HttpAnswer root) {}

    private Uni<HttpAnswer> send(Exchange exchange) {
        return addresses
                .resolve(address.host())
                .chain(ip -> inKnownWay(ip, exchange))
                .onFailure()
                .transform(RedfishFailures::of);
    }

    private Uni<HttpAnswer> inKnownWay(InetAddress ip, Exchange exchange) {
        Boolean known = tls;
        if (known != null) {
            return http.send(call(ip, known, exchange));
        }
        return way(ip).invoke(way -> tls = way.tls()).chain(way -> {
            var root = way.root();
            return root != null && exchange.isRoot()
                    ? Uni.createFrom().item(root)
                    : http.send(call(ip, way.tls(), exchange));
        });
    }

    /** Finds out by the root, which needs no login: nothing secret goes out before. */
    private Uni<Way> way(InetAddress ip) {
        boolean plainAllowed = config.plainHttp() || ip.isLoopbackAddress();
        if (address.port() == HTTPS || !plainAllowed) {
            return Uni.createFrom().item(new Way(true, null));
        }
        return http.send(call(ip, false, new Exchange("GET", ROOT, Map.of(), null, timeout)))
                .map(answer -> (answer.status() >= 300 && answer.status() < 400) || answer.status() == 400
                        ? new Way(true, null)
                        : new Way(false, answer))
                .onFailure(e -> e instanceof HttpFailure f && f.kind() == HttpFailure.Kind.BROKEN)
                .recoverWithItem(new Way(true, null));
    }

    private HttpCall call(InetAddress ip, boolean secure, Exchange exchange) {
        var all = new HashMap<>(exchange.headers());
        all.putIfAbsent("Accept", "application/json");
        // Compressed answers have weak tags on some BMCs.
        all.put("Accept-Encoding", "identity");
        all.put("OData-Version", "4.0");
        return new HttpCall(
                exchange.method(),
                secure,
                address.host(),
                ip,
                address.port(),
                exchange.path(),
                all,
                exchange.body(),
                exchange.timeout(),
                config.maxAnswerBytes());
    }

    static Map<String, String> join(Map<String, String> a, Map<String, String> b) {
        var all = new HashMap<>(a);
        all.putAll(b);
        return all;
    }

    private static @Nullable HttpBody body(@Nullable JsonNode body) {
        try {
            return body == null ? null : new HttpBody.Bytes(Buffer.buffer(RedfishJson.MAPPER.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("body cannot be written", e);
        }
    }
}
