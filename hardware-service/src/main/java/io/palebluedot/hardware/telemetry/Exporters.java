package io.palebluedot.hardware.telemetry;

import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.http.BoundedHttp;
import io.palebluedot.hardware.http.HttpCall;
import io.palebluedot.hardware.http.HttpFailure;
import io.palebluedot.hardware.telemetry.format.PrometheusText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Scrapes a Prometheus exporter. */
@ApplicationScoped
class Exporters {

    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final int MAX_BYTES = 16 << 20;

    private final BoundedHttp http;
    private final AllowedAddresses addresses;

    Exporters(BoundedHttp http, AllowedAddresses addresses) {
        this.http = http;
        this.addresses = addresses;
    }

    /** Fails with {@link HttpFailure} when there is no good answer. */
    Uni<PrometheusText.Page> scrape(String url) {
        var uri = URI.create(url);
        return addresses
                .resolve(uri.getHost().replaceAll("[\\[\\]]", ""))
                .chain(ip -> http.send(call(uri, ip)))
                .map(answer -> {
                    if (answer.status() != 200) {
                        throw new HttpFailure(HttpFailure.Kind.BROKEN, "exporter answered " + answer.status(), null);
                    }
                    return PrometheusText.parse(answer.body().toString());
                });
    }

    private static HttpCall call(URI uri, InetAddress ip) {
        boolean tls = "https".equals(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        String path = uri.getRawPath().isEmpty() ? "/metrics" : uri.getRawPath();
        return new HttpCall(
                "GET",
                tls,
                uri.getHost(),
                ip,
                port,
                path,
                Map.of("Accept", "text/plain", "Accept-Encoding", "identity"),
                null,
                TIMEOUT,
                MAX_BYTES);
    }
}
