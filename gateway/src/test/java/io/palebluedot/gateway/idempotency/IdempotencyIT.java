package io.palebluedot.gateway.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.gateway.GatewayTest;
import io.palebluedot.gateway.testing.Api;
import io.palebluedot.gateway.testing.FakeServices;
import io.palebluedot.testing.RealServers;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class IdempotencyIT {

    private static final String BODY = "{\"gpu_count\":2,\"purpose\":\"once\"}";

    @TestHTTPResource
    URI base;

    @Test
    void theSameRequestTwiceIsDoneOnceAndAnsweredTheSame() {
        var api = keyed(UUID.randomUUID().toString());
        long before = FakeServices.count("CreateAllocation");

        var first = api.post("/allocations", BODY);
        var second = api.post("/allocations", BODY);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.response().body()).isEqualTo(first.response().body());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(FakeServices.count("CreateAllocation")).isEqualTo(before + 1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        var api = keyed(UUID.randomUUID().toString());
        api.post("/allocations", BODY);

        var other = api.post("/allocations", "{\"gpu_count\":3}");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void theSecondOfTwoAtOnceIsToldToWait() {
        var api = keyed(UUID.randomUUID().toString());
        String slow = "{\"gpu_count\":2,\"purpose\":\"slow\"}";

        var one = CompletableFuture.supplyAsync(() -> api.post("/allocations", slow));
        var two = CompletableFuture.supplyAsync(() -> api.post("/allocations", slow));

        assertThat(new int[] {one.join().status(), two.join().status()}).containsExactlyInAnyOrder(201, 409);
        var refused = one.join().status() == 409 ? one.join() : two.join();
        assertThat(refused.code()).isEqualTo("REQUEST_IN_PROGRESS");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(api.post("/allocations", slow).header("Idempotency-Replayed"))
                .isEqualTo("true");
    }

    @Test
    void aKeyBelongsToOneCallerAndOneRoute() {
        String key = UUID.randomUUID().toString();
        long before = FakeServices.count("CreateAllocation");

        keyed(key).post("/allocations", BODY);
        var other = Api.at(base).as("operator").with("Idempotency-Key", key).post("/allocations", BODY);

        assertThat(other.status()).isEqualTo(201);
        assertThat(FakeServices.count("CreateAllocation")).isEqualTo(before + 2);
        assertThat(keyed(key).post("/api-tokens", "{\"name\":\"ci\"}").status()).isEqualTo(201);
    }

    @Test
    void aRequestThatFailedMayBeSentAgain() {
        var api = keyed(UUID.randomUUID().toString());

        assertThat(api.post("/allocations", "{\"user_id\":\"no-capacity\"}").status())
                .isEqualTo(409);
        assertThat(api.post("/allocations", BODY).status()).isEqualTo(201);
    }

    @Test
    void anUnusableKeyIsRefused() {
        assertThat(keyed("a b").post("/allocations", BODY).status()).isEqualTo(400);
        assertThat(keyed("k".repeat(256)).post("/allocations", BODY).status()).isEqualTo(400);
    }

    @Test
    void withoutRedisOnlyKeyedRequestsAreRefusedAndNothingIsDone() throws IOException {
        long before = FakeServices.count("CreateAllocation");
        redis("CLIENT PAUSE 3500 ALL");

        var refused = keyed(UUID.randomUUID().toString()).post("/allocations", BODY);
        assertThat(FakeServices.count("CreateAllocation")).isEqualTo(before);
        var plain = Api.at(base).asAdmin().post("/allocations", BODY);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("IDEMPOTENCY_UNAVAILABLE");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(plain.status()).isEqualTo(201);
        redis("PING");
    }

    /** One command by hand, until its answer. */
    private static void redis(String command) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), RealServers.get().redisPort())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('+');
        }
    }

    private Api keyed(String key) {
        return Api.at(base).asAdmin().with("Idempotency-Key", key);
    }
}
