package io.palebluedot.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.gateway.GatewayTest;
import io.palebluedot.gateway.testing.Api;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@GatewayTest
class ProblemsIT {

    @TestHTTPResource
    URI base;

    @ParameterizedTest
    @CsvSource({
        "missing,404,GPU_NOT_FOUND",
        "invalid,400,INVALID_INPUT",
        "stale,412,VERSION_CONFLICT",
        "illegal,409,ILLEGAL_STATE",
        "unsupported,409,CAPABILITY_UNSUPPORTED",
        "taken,409,ALREADY_EXISTS",
        "no-capacity,409,NO_CAPACITY",
        "over-quota,409,QUOTA_EXCEEDED",
        "too-fast,429,RATE_LIMITED",
        "away,503,BMC_UNREACHABLE",
        "gone,503,SERVICE_UNAVAILABLE",
        "late,503,DEADLINE_EXCEEDED",
        "denied,403,PERMISSION_DENIED",
        "signed-out,401,UNAUTHENTICATED",
        "unknown,409,CAPABILITY_UNSUPPORTED",
        "broken,500,INTERNAL_ERROR"
    })
    void whatAServiceAnswersBecomesItsStatus(String ref, int status, String code) {
        var answer = api().get("/gpus/" + ref);

        assertProblem(answer, status, code);
        assertThat(answer.response().body()).doesNotContain("NullPointer").doesNotContain("10.0.0.1");
        assertThat(answer.header("Retry-After").isEmpty()).isEqualTo(status != 503 && status != 429);
        assertThat(answer.header("WWW-Authenticate").isEmpty()).isEqualTo(status != 401);
    }

    @Test
    void namesTheFieldsThatAServiceFoundBad() {
        var error = api().get("/gpus/invalid").json().path("errors").path(0);

        assertThat(error.path("field").asText()).isEqualTo("power_limit");
        assertThat(error.path("message").asText()).isEqualTo("is too high");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"power_limit\":200,\"colour\":\"red\"}|colour",
                "{\"powerLimit\":200}|powerLimit",
                "{\"power_limit\":\"200\"}|power_limit",
                "{\"power_limit\":200.5}|power_limit",
                "{\"power_limit\":true}|power_limit",
                "{\"power_limit\":99999999999999}|power_limit",
                "{\"power_limit\":0}|power_limit",
                "{\"power_limit\":-3}|power_limit",
                "{\"driver_config\":{\"a\":1}}|driver_config.a",
                "{\"driver_config\":[1]}|driver_config",
                "{\"driver_config\":{\"a\":null}}|driver_config[a]",
                "{\"reason\":5}|reason"
            })
    void namesTheFieldThatIsBad(String body, String field) {
        var answer = api().post("/gpus/gpu-001/config", body);

        assertProblem(answer, 400, "INVALID_INPUT");
        assertThat(answer.json().path("errors").path(0).path("field").asText())
                .isIn(field, field.replaceAll("\\[(.*)]", ".$1"), field.replaceAll("\\[(.*)]", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"power_limit\":}",
                "[]",
                "7",
                "\"text\"",
                "{\"power_limit\":1,\"power_limit\":2}",
                "{\"power_limit\":1} {}",
                "{'power_limit':1}",
                "{\"power_limit\":NaN}",
                "{\"power_limit\":1,}"
            })
    void refusesWhatIsNotOneJsonObject(String body) {
        assertProblem(api().post("/gpus/gpu-001/config", body), 400, "MALFORMED_JSON");
    }

    @Test
    void refusesAnEmptyBodyAndNull() {
        assertThat(api().with("Content-Type", "application/json")
                        .post("/gpus/gpu-001/config", "")
                        .status())
                .isEqualTo(400);
        assertThat(api().post("/gpus/gpu-001/config", "null").status()).isEqualTo(400);
    }

    @Test
    void refusesDeepAndLargeBodies() {
        String deep =
                "{\"data\":" + "{\"a\":".repeat(200) + "1" + "}".repeat(200) + ",\"type\":\"t\",\"subject\":\"s\"}";
        assertProblem(api().post("/events", deep), 400, "MALFORMED_JSON");

        String large = "{\"purpose\":\"" + "x".repeat(1_100_000) + "\"}";
        assertProblem(api().post("/allocations", large), 413, "BODY_TOO_LARGE");
        var chunked = HttpRequest.BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)));
        assertProblem(api().send("POST", "/allocations", chunked, false), 413, "BODY_TOO_LARGE");
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] body = "{\"purpose\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
        body[12] = (byte) 0xff;

        var answer = api().send("POST", "/allocations", HttpRequest.BodyPublishers.ofByteArray(body), false);

        assertProblem(answer, 400, "MALFORMED_JSON");
    }

    @Test
    void refusesTimesWithoutAnOffset() {
        assertThat(api().put("/allocations/a1", "{\"end\":\"2030-01-31T12:00:00\"}")
                        .status())
                .isEqualTo(400);
        assertThat(api().put("/allocations/a1", "{\"end\":1900000000}").status())
                .isEqualTo(400);
        assertThat(api().put("/allocations/a1", "{\"end\":\"2030-01-31T12:00:00+02:00\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesARangeThatMakesNoSense() {
        assertFieldOfMetrics("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "from");
        assertFieldOfMetrics("from=yesterday", "from");
        assertFieldOfMetrics("from=2020-01-01T00:00:00Z&step=1", "step");
        assertFieldOfMetrics("step=0", "step");
        assertFieldOfMetrics("names=a,,b", "names");
    }

    private void assertFieldOfMetrics(String query, String field) {
        var answer = api().get("/gpus/gpu-001/metrics?" + query);
        assertProblem(answer, 400, "INVALID_INPUT");
        assertThat(answer.json().path("errors").path(0).path("field").asText()).isEqualTo(field);
    }

    @Test
    void anUnknownPathIsNotFound() {
        assertProblem(api().get("/nothing"), 404, "ROUTE_NOT_FOUND");
        assertProblem(api().get("/gpus/a/b/c/d"), 404, "ROUTE_NOT_FOUND");
        assertProblem(Api.at(base).get("//nothing"), 404, "ROUTE_NOT_FOUND");
        assertProblem(Api.at(base).get("//api/v2/gpus"), 404, "ROUTE_NOT_FOUND");
    }

    @Test
    void anotherMethodIsNotAllowedAndTheRightOnesAreTold() {
        var answer = api().delete("/gpus/gpu-001");

        assertProblem(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, PUT");
        assertThat(api().put("/allocations", "{}").header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    }

    @Test
    void otherMediaTypesAreRefused() {
        assertProblem(
                api().with("Content-Type", "text/xml").post("/allocations", "<a/>"), 415, "UNSUPPORTED_MEDIA_TYPE");
        assertProblem(api().with("Accept", "image/png").get("/gpus"), 406, "NOT_ACCEPTABLE");
    }

    @Test
    void aBodyWhereNoneIsTakenIsRefused() {
        assertProblem(api().post("/allocations/a1/stop", "{\"force\":true}"), 400, "INVALID_INPUT");
    }

    @Test
    void saysWhatIsMissing() {
        var answer = api().post("/servers", "{}");

        assertProblem(answer, 400, "INVALID_INPUT");
        assertThat(answer.json().path("errors").path(0).path("field").asText()).isEqualTo("bmc_address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/gpus/%00", "/gpus/%ff", "/gpus/..%2f..%2fetc", "/gpus/%20", "/gpus?limit=%zz", "/gpus/%zz"})
    void strangePathsNeverEndInAFault(String path) {
        assertThat(raw("GET " + "/api/v1" + path)).as(path).matches("HTTP/1.1 (200|304|4\\d\\d).*");
    }

    @Test
    void aForgedOrForeignTokenIsRefused() {
        String none = "Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJwYWxlYmx1ZWRvdCIsInN1YiI6ImEiLCJyb2xlcyI6WyJhZG1pbiJdfQ.";
        assertProblem(Api.at(base).with("Authorization", none).get("/gpus"), 401, "UNAUTHENTICATED");
        assertProblem(Api.at(base).as("service").get("/gpus"), 403, "PERMISSION_DENIED");
    }

    private String raw(String requestLine) {
        try (var socket = new java.net.Socket(base.getHost(), base.getPort())) {
            String request = requestLine + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                    + io.palebluedot.testing.TestTokens.admin() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().orElse("");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertProblem(Api.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        var json = answer.json();
        assertThat(json.path("code").asText()).as(answer.response().body()).isEqualTo(code);
        assertThat(json.path("status").asInt()).isEqualTo(status);
        assertThat(json.path("request_id").asText()).isEqualTo(answer.header("X-Request-Id"));
        assertThat(json.path("title").asText()).isNotEmpty();
        assertThat(json.path("detail").asText()).isNotEmpty();
        assertThat(json.path("instance").asText()).startsWith("/");
        assertThat(json.path("type").asText()).startsWith("urn:palebluedot:problem:");
    }

    private Api api() {
        return Api.at(base).asAdmin();
    }
}
