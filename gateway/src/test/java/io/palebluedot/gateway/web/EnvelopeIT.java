package io.palebluedot.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.events.Ids;
import io.palebluedot.gateway.GatewayTest;
import io.palebluedot.gateway.testing.Api;
import io.palebluedot.gateway.testing.FakeServices;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class EnvelopeIT {

    @TestHTTPResource
    URI base;

    @Test
    void takesTheCallersRequestIdWhenItIsAUuidAndMakesOneOtherwise() {
        String id = Ids.newId();

        assertThat(api().with("X-Request-Id", id).get("/gpus").header("X-Request-Id"))
                .isEqualTo(id);
        assertThat(api().with("X-Request-Id", "<script>").get("/gpus").header("X-Request-Id"))
                .matches("[0-9a-f-]{36}");
    }

    @Test
    void passesThePageOnAndBack() {
        var json = api().get("/gpus?limit=7&cursor=abc&sort=-name").json();

        assertThat(json.path("total").asInt()).isEqualTo(7);
        assertThat(json.path("next").asText()).isEqualTo("after abc by -name");
        assertThat(api().get("/gpus").json().path("next").isNull()).isTrue();
    }

    @Test
    void refusesABadPage() {
        for (String page : new String[] {"limit=0", "limit=501", "limit=-1", "limit=many", "limit=99999999999"}) {
            var answer = api().get("/gpus?" + page);
            assertThat(answer.status()).as(page).isEqualTo(400);
            assertThat(answer.json().path("errors").path(0).path("field").asText())
                    .isEqualTo("limit");
        }
        assertThat(api().get("/gpus?health=fine").status()).isEqualTo(400);
    }

    @Test
    void givesAnEntityTagAndHonoursIt() {
        var gpu = api().get("/gpus/gpu-001");
        String tag = gpu.header("ETag");

        assertThat(tag).isEqualTo("\"3\"");
        assertThat(api().with("If-None-Match", tag).get("/gpus/gpu-001").status())
                .isEqualTo(304);
        assertThat(api().with("If-Match", tag).put("/gpus/gpu-001", "{}").status())
                .isEqualTo(200);
        assertThat(FakeServices.last("GpuService/UpdateGpu").request()).contains("\"expectedVersion\":\"3\"");
        var stale = api().with("If-Match", "\"2\"").put("/gpus/gpu-001", "{}");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("VERSION_CONFLICT");
        assertThat(api().with("If-Match", "W/\"3\"").put("/gpus/gpu-001", "{}").status())
                .isEqualTo(412);
        assertThat(api().with("If-Match", "three").put("/gpus/gpu-001", "{}").status())
                .isEqualTo(400);
        assertThat(api().with("If-Match", "*").put("/gpus/gpu-001", "{}").status())
                .isEqualTo(200);
    }

    @Test
    void demandsAnEntityTagWhereABlindWriteWouldHurt() {
        var answer = api().put("/projects/p1/quota", "{\"limits\":[]}");

        assertThat(answer.status()).isEqualTo(428);
        assertThat(answer.code()).isEqualTo("PRECONDITION_REQUIRED");
    }

    @Test
    void leavesOutWhatIsAbsentAndKeepsWhatIsThere() {
        var gpu = api().get("/gpus/gpu-001/status").data();

        assertThat(gpu.path("values").path("key").asDouble()).isEqualTo(54.5);
        assertThat(gpu.path("age_ms").asLong()).isEqualTo(3);
        assertThat(gpu.path("observed_at").asText()).isEqualTo("2027-01-15T08:00:00Z");
        assertThat(api().get("/gpus/gpu-001/config")
                        .data()
                        .path("observed")
                        .path("power_limit")
                        .isIntegralNumber())
                .isTrue();
        assertThat(api().get("/gpus/gpu-001").data().has("nvlink_domain")).isTrue();
    }

    @Test
    void tellsWhatToFollowWhenSomethingTakesTime() {
        var answer = api().post("/servers/server456/power", "{\"action\":\"reboot\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location"))
                .isEqualTo("/api/v1/operations/" + answer.data().path("id").asText());
    }

    @Test
    void aDryRunMakesNothing() {
        var answer = api().post("/allocations", "{\"gpu_count\":4,\"dry_run\":true}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.data().path("dry_run").asBoolean()).isTrue();
    }

    @Test
    void looksUpNamesForServicesThatOnlyKnowIds() {
        api().get("/workflows?server_id=server456");

        assertThat(FakeServices.last("ServerService/GetServer").request()).contains("server456");
        assertThat(FakeServices.last("WorkflowService/ListWorkflows").request())
                .matches(".*\"serverId\":\"[0-9a-f-]{36}\".*");
    }

    @Test
    void takesPushedTelemetryAsItIs() {
        var answer = api().with("Content-Type", "text/plain")
                .post("/servers/server456/telemetry", "DCGM_FI_DEV_GPU_TEMP{gpu=\"0\"} 54");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(FakeServices.last("TelemetryService/PushTelemetry").request())
                .contains("text/plain");
        String big = "x".repeat(2_000_000);
        assertThat(api().with("Content-Type", "text/plain")
                        .post("/servers/server456/telemetry", big)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void carriesSecurityHeadersAndNoCors() {
        var answer = api().with("Origin", "https://evil.example").get("/gpus");

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void showsTheHealthOfAllParts() {
        var health = Api.at(base).get("//health").data();

        assertThat(health.path("status").asText()).isEqualTo("up");
        assertThat(health.path("services").size()).isEqualTo(5);
        assertThat(Api.at(base).get("//q/health/ready").status()).isEqualTo(200);
        assertThat(Api.at(base).get("//q/metrics").response().body()).contains("http_server_requests");
    }

    @Test
    void servesItsDocumentAndTheConsoleForIt() {
        var document = Api.at(base)
                .with("Accept", "application/json")
                .get("//q/openapi")
                .json();

        assertThat(document.path("openapi").asText()).startsWith("3.1");
        assertThat(document.path("components").path("schemas").has("Problem")).isTrue();
        assertThat(document.path("components")
                        .path("schemas")
                        .path("Gpu")
                        .path("properties")
                        .has("memory_bytes"))
                .isTrue();
        assertThat(document.path("components").path("securitySchemes").has("bearer"))
                .isTrue();
        assertThat(Api.at(base).get("//q/swagger-ui/").status()).isEqualTo(200);
    }

    private Api api() {
        return Api.at(base).asAdmin();
    }
}
