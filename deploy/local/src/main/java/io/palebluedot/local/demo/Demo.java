package io.palebluedot.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.local.server.LocalException;
import io.palebluedot.local.stack.StackConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The main job, from a Redfish address to a GPU that works for a user and back, through the public REST API only. Faults are put into the simulated rack
 * by its control API.
 */
public final class Demo {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVER = "server456";
    private static final String GPU = "gpu-001";
    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final int POWER_LIMIT = 200;

    /** Every step must be in the journal in the end. */
    private static final List<String> EVENTS = List.of(
            "server.discovered",
            "server.state_changed",
            "gpu.status_changed",
            "config.validated",
            "allocation.reserved",
            "workflow.created",
            "operation.succeeded",
            "workflow.succeeded",
            "allocation.activated",
            "server.provisioned",
            "alert.raised",
            "alert.resolved",
            "config.changed",
            "gpu.xid_reported",
            "incident.opened",
            "allocation.release_started",
            "allocation.released");

    private final Api api;
    private final String simulator;
    private final String adminPassword;
    private final StackConfig config;
    private final Progress progress;
    private final List<Runnable> hooks = new ArrayList<>();
    private String allocation = "";
    private String serverId = "";
    private int simulated = 1;

    public Demo(Api api, String simulator, String adminPassword, StackConfig config, Progress progress) {
        this.api = api;
        this.simulator = simulator;
        this.adminPassword = adminPassword;
        this.config = config;
        this.progress = progress;
    }

    /** Runs while the installation goes on: where a test kills something. */
    public void whileInstalling(Runnable hook) {
        hooks.add(hook);
    }

    /** All steps; the first that fails throws. */
    public void run() {
        progress.step("sign in, make a user", this::people);
        progress.step("discover servers by Redfish", this::discover);
        progress.step("inspect, validate, available", this::available);
        progress.step("allocate a server (seed's body)", this::allocate);
        progress.step("install through Tinkerbell, active", this::install);
        progress.step("telemetry: status and series", this::telemetry);
        progress.step("91 °C raises the temperature alert", this::temperature);
        progress.step("power limit on hardware, versioned", this::configure);
        progress.step("Xid 79 takes a GPU out, correlated", this::xid);
        progress.step("release and clean", this::release);
        progress.step("every step is in GET /events", this::events);
    }

    private String people() {
        api.signIn("admin", adminPassword);
        if (api.tryGet("/api/v1/users/user123").status() == 404) {
            api.post(
                    "/api/v1/users",
                    "{\"name\":\"user123\",\"password\":\"a-long-password-123\",\"role\":\"engineer\",\"projects\":[\"default\"]}");
        }
        return "admin signed in, user123 exists";
    }

    /** The first server alone, so that its GPUs get the first names; then all of them, which finds the first one again. */
    private String discover() {
        var all = items(simulatedServers()).map(Demo::bmc).toList();
        discover(all.subList(0, 1));
        api.until(
                "the first server's GPUs are in the inventory",
                LONG,
                () -> api.get("/api/v1/servers").path("data"),
                data -> items(data).anyMatch(s -> s.path("gpu_count").asInt() > 0));
        return discover(all) + " servers found";
    }

    private int discover(List<String> bmcs) {
        var body = JSON.createObjectNode();
        bmcs.forEach(body.putArray("addresses")::add);
        body.putArray("protocols").add("redfish");
        body.putArray("credentials").addObject().put("username", "admin").put("password", "pbd-sim-bmc");
        var started = api.post("/api/v1/discoveries", body.toString()).data();
        String id = started.path("id").asText();
        var done = api.until(
                "discovery succeeds",
                LONG,
                () -> api.get("/api/v1/discoveries/" + id).path("data"),
                data -> ended(data.path("state").asText()));
        int found = done.path("found").asInt();
        if (found != bmcs.size()) {
            throw new LocalException("found " + found + " of " + bmcs.size() + " servers: " + done);
        }
        return found;
    }

    private String available() {
        var servers = api.until(
                "all servers available",
                LONG,
                () -> api.get("/api/v1/servers?limit=500").path("data"),
                data -> data.size() >= config.servers()
                        && items(data).allMatch(s -> s.path("state").asText().equals("available")));
        if (api.tryGet("/api/v1/servers/" + SERVER).status() == 404) {
            var first = items(servers)
                    .filter(s -> s.path("gpu_count").asInt() > 0)
                    .min(java.util.Comparator.comparing(
                            s -> firstGpu(s.path("id").asText())))
                    .orElseThrow(() -> new LocalException("no server has GPUs"));
            api.put("/api/v1/servers/" + first.path("id").asText(), "{\"name\":\"" + SERVER + "\"}");
        }
        var chosen = api.get("/api/v1/servers/" + SERVER).path("data");
        serverId = chosen.path("id").asText();
        simulated = items(simulatedServers())
                .filter(s -> bmc(s).equals(chosen.path("bmc_address").asText()))
                .mapToInt(s -> s.path("index").asInt())
                .findFirst()
                .orElseThrow(() -> new LocalException("no simulated server has BMC " + chosen.path("bmc_address")));
        long gpus = items(servers).mapToInt(s -> s.path("gpu_count").asInt()).sum();
        return servers.size() + " servers, " + gpus + " GPUs; " + SERVER + " is a "
                + chosen.path("manufacturer").asText() + " "
                + chosen.path("model").asText();
    }

    private String allocate() {
        var made = api.post(
                        "/api/v1/allocations",
                        "{\"user_id\":\"user123\",\"server_id\":\"" + SERVER + "\",\"purpose\":\"AI训练\"}")
                .data();
        allocation = made.path("id").asText();
        return made.path("gpus").size() + " GPUs held, state "
                + made.path("state").asText();
    }

    private String install() {
        hooks.forEach(Runnable::run);
        api.until(
                "allocation active",
                LONG,
                () -> api.get("/api/v1/allocations/" + allocation).path("data"),
                data -> {
                    if (data.path("status").asText().equals("failed")) {
                        throw new LocalException("the allocation failed: " + data);
                    }
                    progress.detail("allocation is " + data.path("state").asText());
                    return data.path("state").asText().equals("active");
                });
        api.until(
                "server active",
                SHORT,
                this::server,
                data -> data.path("state").asText().equals("active"));
        return "allocation and server active";
    }

    private String telemetry() {
        var status = api.until(
                "fresh GPU status",
                SHORT,
                () -> api.get("/api/v1/gpus/" + gpu(0) + "/status").path("data"),
                data -> data.path("values").has("gpu_temperature_celsius")
                        && !data.path("stale").asBoolean());
        var series = api.until(
                "GPU series have points",
                SHORT,
                () -> api.get("/api/v1/gpus/" + gpu(0) + "/metrics")
                        .path("data")
                        .path("series"),
                data -> items(data).anyMatch(s -> s.path("points").size() > 0));
        return "%.0f °C, %d series, age %d ms"
                .formatted(
                        status.path("values").path("gpu_temperature_celsius").asDouble(),
                        series.size(),
                        status.path("age_ms").asLong());
    }

    private String temperature() {
        fault("{\"kind\":\"gpu_temperature\",\"gpu\":0,\"celsius\":91}");
        String gpuId = api.get("/api/v1/gpus/" + gpu(0)).path("data").path("id").asText();
        var alerts = api.until(
                "temperature alert fires",
                LONG,
                () -> api.get("/api/v1/alerts?state=firing&gpu_id=" + gpuId).path("data"),
                data -> items(data)
                        .anyMatch(a -> a.path("name")
                                .asText()
                                .toLowerCase(java.util.Locale.ROOT)
                                .contains("temperature")));
        String name = items(alerts)
                .map(a -> a.path("name").asText())
                .filter(n -> n.toLowerCase(java.util.Locale.ROOT).contains("temperature"))
                .findFirst()
                .orElseThrow();
        clearFaults();
        api.until(
                "temperature alert resolves",
                LONG,
                () -> api.get("/api/v1/alerts?state=firing&gpu_id=" + gpuId).path("data"),
                data -> items(data).noneMatch(a -> a.path("name").asText().equals(name)));
        return name + " raised and resolved";
    }

    private String configure() {
        String path = "/api/v1/gpus/" + gpu(0) + "/config";
        String body = "{\"power_limit\":" + POWER_LIMIT + ",\"memory_clock\":8000}";
        if (!hardware().hasNonNull("power_limit_watts")) {
            // A captured tree whose BMC offers no power limit must say so and change nothing.
            var refused = api.tryPost(path, body);
            if (refused.status() < 400 || refused.status() >= 500) {
                return followRefusal(path);
            }
            return "this BMC has no power limit: refused with "
                    + refused.body().path("code").asText();
        }
        var changed = api.post(path, body);
        var applied =
                api.until("configuration applied", SHORT, () -> api.get(path).path("data"), data -> {
                    if (data.path("wanted").path("apply_state").asText().equals("failed")) {
                        throw new LocalException("not applied: " + data);
                    }
                    return data.path("wanted").path("apply_state").asText().equals("applied");
                });
        var versions = api.get(path + "/versions").path("data");
        api.until(
                "hardware shows the power limit",
                SHORT,
                this::hardware,
                hardware -> hardware.path("power_limit_watts").asInt() == POWER_LIMIT);
        return "HTTP " + changed.status() + ", version "
                + applied.path("wanted").path("version").asInt() + " of " + versions.size() + ", " + POWER_LIMIT
                + " W on the hardware";
    }

    private String followRefusal(String path) {
        var failed = api.until(
                "the BMC's refusal is on the version",
                SHORT,
                () -> api.get(path).path("data").path("wanted"),
                wanted -> wanted.path("apply_state").asText().equals("failed"));
        return "this BMC has no power limit: " + failed.path("apply_error").asText();
    }

    /** The GPU as the hardware itself tells, past the control plane. */
    private JsonNode hardware() {
        return api.raw("GET", simulator + "/servers/" + simulated + "/gpus/" + gpuIndex(0), null)
                .body();
    }

    private String xid() {
        int index = gpuIndex(1);
        String victim = gpu(1);
        fault("{\"kind\":\"xid\",\"gpu\":" + index + ",\"code\":79}");
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
                data -> items(data)
                        .anyMatch(i ->
                                i.toString().contains(gpuId) || i.toString().contains(serverId)));
        clearFaults();
        var incident = items(incidents)
                .filter(i -> i.toString().contains(gpuId) || i.toString().contains(serverId))
                .findFirst()
                .orElseThrow();
        return victim + " is out; " + incident.path("title").asText();
    }

    private String release() {
        api.delete("/api/v1/allocations/" + allocation);
        api.until(
                "allocation released",
                LONG,
                () -> api.get("/api/v1/allocations/" + allocation).path("data"),
                data -> data.path("state").asText().equals("released"));
        api.until("server available again", LONG, this::server, data -> {
            progress.detail("server is " + data.path("state").asText());
            return data.path("state").asText().equals("available");
        });
        return SERVER + " is clean and available";
    }

    private String events() {
        Set<String> missing = new HashSet<>(EVENTS);
        api.until(
                "all events journalled",
                SHORT,
                () -> {
                    missing.removeIf(type -> api.get("/api/v1/events?limit=1&type=io.palebluedot." + type + ".v1")
                                    .path("data")
                                    .size()
                            > 0);
                    return JSON.valueToTree(missing);
                },
                left -> left.isEmpty());
        return EVENTS.size() + " kinds of events, "
                + api.get("/api/v1/events?limit=1").path("total").asLong() + " in all";
    }

    private JsonNode server() {
        return api.get("/api/v1/servers/" + SERVER).path("data");
    }

    private List<JsonNode> gpus() {
        return items(api.get("/api/v1/gpus?limit=500&server_id=" + serverId).path("data"))
                .sorted(java.util.Comparator.comparingInt(g -> g.path("index").asInt()))
                .toList();
    }

    /** The seed's gpu-001 where the server has it, else the server's own n-th. */
    private String gpu(int n) {
        var names = gpus().stream().map(g -> g.path("name").asText()).toList();
        return n == 0 && names.contains(GPU) ? GPU : names.get(Math.min(n, names.size() - 1));
    }

    private int gpuIndex(int n) {
        String name = gpu(n);
        return gpus().stream()
                .filter(g -> g.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("index")
                .asInt();
    }

    private String firstGpu(String server) {
        return items(api.get("/api/v1/gpus?limit=500&server_id=" + server).path("data"))
                .map(g -> g.path("name").asText())
                .min(java.util.Comparator.naturalOrder())
                .orElse("~");
    }

    private JsonNode simulatedServers() {
        var body = api.raw("GET", simulator + "/servers", null).body();
        return body.isArray() ? body : body.path("servers");
    }

    private static String bmc(JsonNode server) {
        String address = server.path("bmc_address").asText();
        return address.contains(":")
                ? address
                : address + ":" + server.path("bmc_port").asInt(8000);
    }

    private void fault(String json) {
        var answer = api.raw("POST", simulator + "/servers/" + simulated + "/faults", json);
        if (answer.status() >= 300) {
            throw new LocalException("the simulator refused the fault: " + answer.body());
        }
    }

    private void clearFaults() {
        api.raw("DELETE", simulator + "/servers/" + simulated + "/faults", null);
    }

    private static boolean ended(String state) {
        if (state.equals("failed") || state.equals("cancelled")) {
            throw new LocalException("the discovery " + state);
        }
        return state.equals("succeeded");
    }

    private static java.util.stream.Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
