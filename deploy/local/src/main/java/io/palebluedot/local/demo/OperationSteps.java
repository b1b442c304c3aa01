package io.palebluedot.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.local.server.LocalException;
import java.time.Duration;
import java.util.Locale;

/** The steps on a server that works: what is measured, what is set, and what happens when it breaks. */
final class OperationSteps {

    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofMinutes(3);
    /** The rule waits five minutes, unless the stack was started with a smaller factor. */
    private static final Duration RULE = Duration.ofMinutes(7);

    private static final int POWER_LIMIT = 200;

    private final Api api;
    private final RackClient rack;
    private final ChosenServer server;
    private final boolean captured;

    OperationSteps(Api api, RackClient rack, ChosenServer server, boolean captured) {
        this.api = api;
        this.rack = rack;
        this.server = server;
        this.captured = captured;
    }

    String telemetry() {
        var status = api.until(
                "fresh GPU status",
                SHORT,
                () -> api.get("/api/v1/gpus/" + server.gpu(0) + "/status").path("data"),
                data -> data.path("values").has("gpu_temperature_celsius")
                        && !data.path("stale").asBoolean());
        var series = api.until(
                "GPU series have points",
                SHORT,
                () -> api.get("/api/v1/gpus/" + server.gpu(0) + "/metrics")
                        .path("data")
                        .path("series"),
                data -> Api.items(data).anyMatch(s -> s.path("points").size() > 0));
        return "%.0f °C, %d series, age %d ms"
                .formatted(
                        status.path("values").path("gpu_temperature_celsius").asDouble(),
                        series.size(),
                        status.path("age_ms").asLong());
    }

    String temperature() {
        rack.fault(
                server.simulated(), "{\"kind\":\"gpu_temperature\",\"gpu\":" + server.gpuIndex(0) + ",\"celsius\":91}");
        var alerts = api.until(
                "temperature alert fires",
                RULE,
                this::firing,
                data -> Api.items(data).anyMatch(OperationSteps::ofTemperature));
        rack.clearFaults(server.simulated());
        return Api.items(alerts)
                .filter(OperationSteps::ofTemperature)
                .findFirst()
                .orElseThrow()
                .path("name")
                .asText();
    }

    String cooled() {
        api.until(
                "temperature alert resolves",
                LONG,
                this::firing,
                data -> Api.items(data).noneMatch(OperationSteps::ofTemperature));
        return "resolved by itself";
    }

    private JsonNode firing() {
        return api.get("/api/v1/alerts?state=firing&gpu_id=" + server.gpu(0)).path("data");
    }

    private static boolean ofTemperature(JsonNode alert) {
        return alert.path("name").asText().toLowerCase(Locale.ROOT).contains("temperature");
    }

    String configure() {
        String path = "/api/v1/gpus/" + server.gpu(0) + "/config";
        String body = "{\"power_limit\":" + POWER_LIMIT + ",\"memory_clock\":8000}";
        var changed = api.post(path, body);
        var ended = api.until(
                "configuration applied or refused",
                SHORT,
                () -> api.get(path).path("data").path("wanted"),
                wanted -> wanted.path("apply_state").asText().matches("applied|failed"));
        if (ended.path("apply_state").asText().equals("failed")) {
            return refused(ended.path("apply_error").asText());
        }
        var versions = api.get(path + "/versions").path("data");
        api.until(
                "hardware shows the power limit",
                SHORT,
                this::hardware,
                hardware -> hardware.path("power_limit_watts").asInt() == POWER_LIMIT);
        return "HTTP " + changed.status() + ", version "
                + ended.path("version").asInt() + " of " + versions.size() + ", " + POWER_LIMIT
                + " W on the hardware";
    }

    /** A captured machine whose BMC offers no such setting must say so; the rack's own models have it. */
    private String refused(String error) {
        if (captured && error.startsWith("CAPABILITY_UNSUPPORTED")) {
            return "this BMC cannot: " + error;
        }
        throw new LocalException("not applied: " + error);
    }

    /** The GPU as the hardware itself tells, past the control plane. */
    private JsonNode hardware() {
        return rack.gpu(server.simulated(), server.gpuIndex(0));
    }

    String xid() {
        int index = server.gpuIndex(1);
        String victim = victim();
        rack.fault(server.simulated(), "{\"kind\":\"xid\",\"gpu\":" + index + ",\"code\":79}");
        api.until(
                victim + " out of service",
                LONG,
                () -> api.get("/api/v1/gpus/" + victim).path("data"),
                data -> data.path("status").asText().equals("error"));
        String gpuId = api.get("/api/v1/gpus/" + victim).path("data").path("id").asText();
        var incidents = api.until(
                "the fault is correlated",
                LONG,
                () -> api.get("/api/v1/alerts/correlation").path("data"),
                data -> Api.items(data)
                        .anyMatch(i ->
                                i.toString().contains(gpuId) || i.toString().contains(server.id())));
        rack.clearFaults(server.simulated());
        var incident = Api.items(incidents)
                .filter(i -> i.toString().contains(gpuId) || i.toString().contains(server.id()))
                .findFirst()
                .orElseThrow();
        return victim + " is out; " + incident.path("title").asText();
    }

    /** The GPU that breaks. */
    String victim() {
        return server.gpu(1);
    }
}
