package io.palebluedot.hardware.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.TestConfig;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.trust.Pins;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A BMC that shows another certificate than before. */
class PinnedCertificateTest {

    private static final Duration WAIT = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final SelfSignedCertificate first = SelfSignedCertificate.create("bmc");
    private final SelfSignedCertificate second = SelfSignedCertificate.create("bmc");

    @AfterEach
    void stop() {
        first.delete();
        second.delete();
        vertx.close();
    }

    private HttpServer serving(SelfSignedCertificate certificate, int port) throws Exception {
        var options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setSsl(true)
                .setKeyCertOptions(certificate.keyCertOptions());
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end("{}"))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static void end(HttpServer server) throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static int get(BoundedHttp http, int port) {
        var call = new HttpCall(
                "GET",
                true,
                "127.0.0.1",
                InetAddress.getLoopbackAddress(),
                port,
                "/redfish/v1/",
                Map.of(),
                null,
                Duration.ofSeconds(5),
                1_000);
        return http.send(call).await().atMost(WAIT).status();
    }

    private static String fingerprint(SelfSignedCertificate certificate) throws Exception {
        try (var in = Files.newInputStream(Path.of(certificate.certificatePath()))) {
            return Pins.fingerprint(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
    }

    @Test
    void anotherCertificateIsRefusedUntilTheAddressIsForgotten() throws Exception {
        var http = new BoundedHttp(vertx, TestConfig.with(Map.of()));
        var server = serving(first, 0);
        int port = server.actualPort();
        assertThat(get(http, port)).isEqualTo(200);
        end(server);

        server = serving(second, port);
        assertThatThrownBy(() -> get(http, port))
                .isInstanceOfSatisfying(
                        HttpFailure.class, e -> assertThat(e.kind()).isEqualTo(HttpFailure.Kind.TLS))
                .hasMessageContaining("is not the pinned one");

        http.forgetCertificate(new HostPort("127.0.0.1", port));
        assertThat(get(http, port)).isEqualTo(200);
        end(server);
    }

    @Test
    void aConfiguredFingerprintIsTheOnlyGoodOne() throws Exception {
        var server = serving(first, 0);
        int port = server.actualPort();
        String key = "pbd.hardware.redfish.pins.\"127.0.0.1:" + port + "\"";

        assertThat(get(new BoundedHttp(vertx, TestConfig.with(Map.of(key, fingerprint(first)))), port))
                .isEqualTo(200);
        assertThatThrownBy(() -> get(new BoundedHttp(vertx, TestConfig.with(Map.of(key, fingerprint(second)))), port))
                .hasMessageContaining("is not the pinned one");
        end(server);
    }
}
