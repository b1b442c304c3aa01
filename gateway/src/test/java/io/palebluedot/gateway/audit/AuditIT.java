package io.palebluedot.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.events.Ids;
import io.palebluedot.gateway.GatewayTest;
import io.palebluedot.gateway.testing.Api;
import io.palebluedot.gateway.testing.FakeServices;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class AuditIT {

    @TestHTTPResource
    URI base;

    @Inject
    AuditCheck check;

    @Inject
    Pool pool;

    @Test
    void aChangeIsRecordedWithWhoWhatWhereAndWhatBecameOfIt() {
        var row = recorded(
                api().with("Content-Type", "application/json"), "PUT", "/gpus/gpu-001", "{\"maintenance\":true}");

        assertThat(row.path("actor_id").asText()).isEqualTo("admin");
        assertThat(row.path("roles").path(0).asText()).isEqualTo("admin");
        assertThat(row.path("method").asText()).isEqualTo("PUT");
        assertThat(row.path("operation").asText()).isEqualTo("gpu_update");
        assertThat(row.path("object").asText()).isEqualTo("gpu-001");
        assertThat(row.path("address").asText()).isEqualTo("127.0.0.1");
        assertThat(row.path("status").asInt()).isEqualTo(200);
        assertThat(row.path("request").path("maintenance").asBoolean()).isTrue();
        assertThat(row.path("before").path("name").asText()).isEqualTo("name text");
        assertThat(row.path("after").path("name").asText()).isEqualTo("name text");
        assertThat(row.path("hash").asText()).hasSize(64);
    }

    @Test
    void whatIsRefusedIsRecordedToo() {
        var denied = recorded(Api.at(base).as("viewer"), "DELETE", "/servers/server456", "");
        assertThat(denied.path("status").asInt()).isEqualTo(403);
        assertThat(denied.path("code").asText()).isEqualTo("PERMISSION_DENIED");
        assertThat(denied.path("actor_id").asText()).isEqualTo("viewer");

        var bad = recorded(api(), "POST", "/allocations", "{\"gpu_count\":\"two\"}");
        assertThat(bad.path("status").asInt()).isEqualTo(400);
        assertThat(recorded(Api.at(base), "POST", "/allocations", "{}")
                        .path("status")
                        .asInt())
                .isEqualTo(401);
    }

    @Test
    void secretsAreMasked() {
        var discovery = recorded(
                api(),
                "POST",
                "/discoveries",
                "{\"addresses\":[\"10.0.0.1\"],\"credentials\":[{\"username\":\"root\",\"password\":\"hunter2\"}]}");
        assertThat(discovery.toString()).doesNotContain("hunter2").contains("10.0.0.1");

        var token = recorded(api(), "POST", "/api-tokens", "{\"name\":\"ci\"}");
        assertThat(token.path("after").path("secret").asText()).isEqualTo("***");
        var signIn = recorded(Api.at(base), "POST", "/auth/token", "{\"username\":\"li\",\"password\":\"hunter2\"}");
        assertThat(signIn.toString()).doesNotContain("hunter2").contains("li");
        assertThat(signIn.path("after").path("access_token").asText()).isEqualTo("***");
    }

    @Test
    void readingIsNotRecorded() {
        String id = Ids.newId();
        api().with("X-Request-Id", id).get("/gpus");

        assertThat(rows("request_id=" + id)).isEmpty();
    }

    @Test
    void theChainHoldsUnderManyWritersAndNobodyCanChangeARow() {
        var writes = IntStream.range(0, 100)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> api().put("/gpus/gpu-001", "{}").status()))
                .toList();
        assertThat(writes.stream().map(CompletableFuture::join)).containsOnly(200);

        var verdict = check.verify().await().indefinitely();
        assertThat(verdict.intact()).isTrue();
        assertThat(verdict.rows()).isGreaterThanOrEqualTo(100).isEqualTo(verdict.position());
        for (String change : List.of("update audit set actor_id = 'x'", "delete from audit", "truncate audit")) {
            assertThatThrownBy(() -> pool.query(change).execute().await().indefinitely())
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void aChangedRowIsFound() {
        api().put("/gpus/gpu-001", "{}");
        long last = check.verify().await().indefinitely().position();
        sql("alter table audit disable trigger audit_append_only");
        sql("update audit set actor_id = actor_id || '!' where position = " + last);
        try {
            assertThat(check.verify().await().indefinitely().brokenAt()).isEqualTo(last);
        } finally {
            sql("update audit set actor_id = rtrim(actor_id, '!') where position = " + last);
            sql("alter table audit enable trigger audit_append_only");
        }
        assertThat(check.verify().await().indefinitely().intact()).isTrue();
    }

    @Test
    void whileNothingCanBeRecordedNothingIsDoneAndWhatWasDoneIsRecordedLater() {
        String done = Ids.newId();
        sql("alter table audit rename to audit_away");
        try {
            var first = api().with("X-Request-Id", done).put("/gpus/gpu-001", "{}");
            assertThat(first.status()).isEqualTo(503);
            assertThat(first.code()).isEqualTo("AUDIT_UNAVAILABLE");

            long before = FakeServices.count("GpuService/UpdateGpu");
            var second = api().put("/gpus/gpu-001", "{}");
            assertThat(second.status()).isEqualTo(503);
            assertThat(second.header("Retry-After")).isNotEmpty();
            assertThat(FakeServices.count("GpuService/UpdateGpu")).isEqualTo(before);
            assertThat(api().get("/gpus").status()).isEqualTo(200);
        } finally {
            sql("alter table audit_away rename to audit");
        }

        assertThat(api().put("/gpus/gpu-001", "{}").status()).isEqualTo(200);
        assertThat(rows("request_id=" + done)).hasSize(1);
        assertThat(check.verify().await().indefinitely().intact()).isTrue();
    }

    @Test
    void theAuditIsReadByFilterAndPage() {
        api().put("/servers/server456", "{}");
        api().put("/servers/server456", "{}");

        var page = api().get("/audit?operation=server_update&object=server456&user=admin&limit=1&sort=-at")
                .json();
        assertThat(page.path("data").size()).isEqualTo(1);
        assertThat(page.path("total").asInt()).isGreaterThanOrEqualTo(2);
        String next = page.path("next").asText();
        var more = api().get("/audit?operation=server_update&object=server456&limit=1&sort=-at&cursor=" + next);
        assertThat(more.json().path("data").path(0).path("position").asLong())
                .isLessThan(page.path("data").path(0).path("position").asLong());
        assertThat(api().get("/audit?from=2030-01-01T00:00:00Z")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
    }

    private JsonNode recorded(Api as, String method, String path, String body) {
        String id = Ids.newId();
        as.with("X-Request-Id", id).send(method, path, body);
        var rows = rows("request_id=" + id);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private JsonNode rows(String query) {
        return api().get("/audit?" + query).data();
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().indefinitely();
    }

    private Api api() {
        return Api.at(base).asAdmin();
    }
}
