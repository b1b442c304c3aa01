package io.palebluedot.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.local.server.LocalException;
import io.palebluedot.local.stack.StackConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The main job, from a Redfish address to a GPU that works for a user and back, through the public REST API only. Faults are put into the simulated rack
 * by its control API.
 */
public final class Demo {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVER = "server456";
    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofMinutes(3);

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
    private final RackClient rack;
    private final String adminPassword;
    private final StackConfig config;
    private final Progress progress;
    private final List<Runnable> hooks = new ArrayList<>();
    private String allocation = "";
    private @Nullable ChosenServer chosen;

    public Demo(Api api, String simulator, String adminPassword, StackConfig config, Progress progress) {
        this.api = api;
        this.rack = new RackClient(api, simulator);
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
        var operation = new OperationSteps(api, rack, chosen(), !config.models().isEmpty());
        progress.step("telemetry: status and series", operation::telemetry);
        progress.step("91 °C raises the temperature alert", operation::temperature);
        progress.step("power limit on hardware, versioned", operation::configure);
        progress.step("Xid 79 takes a GPU out, correlated", operation::xid);
        progress.step("it has cooled down, the alert resolves", operation::cooled);
        progress.step("release and clean", this::release);
        progress.step("GPU repaired, qualified, available", () -> qualified(operation.victim()));
        progress.step("every step is in GET /events", this::events);
    }

    /**
     * One server to a user and back, without the faults: allocate, install, release, clean.
     *
     * @param server id or name of an available server; its name stays
     * @param whileInstalling runs once the allocation is made
     */
    public void cycle(String server, Runnable whileInstalling) {
        people();
        var made = api.post(
                        "/api/v1/allocations",
                        "{\"user_id\":\"user123\",\"server_id\":\"" + server + "\",\"purpose\":\"test\"}")
                .data();
        String id = made.path("id").asText();
        whileInstalling.run();
        state("/api/v1/allocations/" + id, "active");
        state("/api/v1/servers/" + server, "active");
        api.delete("/api/v1/allocations/" + id);
        state("/api/v1/allocations/" + id, "released");
        state("/api/v1/servers/" + server, "available");
    }

    private void state(String path, String wanted) {
        api.until(
                path + " is " + wanted,
                LONG,
                () -> api.get(path).path("data"),
                data -> data.path("state").asText().equals(wanted));
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
        var all = rack.bmcs();
        discover(all.subList(0, 1));
        api.until(
                "the first server's GPUs are in the inventory",
                LONG,
                () -> api.get("/api/v1/servers").path("data"),
                data -> Api.items(data).anyMatch(s -> s.path("gpu_count").asInt() > 0));
        return discover(all) + " servers found";
    }

    private int discover(List<String> bmcs) {
        var body = JSON.createObjectNode();
        var addresses = body.putArray("addresses");
        bmcs.forEach(bmc -> addresses.add(bmc.substring(0, bmc.indexOf(':'))));
        body.putObject("ports")
                .put("redfish", config.ports().bmc())
                .put("ipmi", config.ports().ipmi());
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
        endEarlierRun();
        var servers = api.until(
                "all servers available",
                LONG,
                () -> api.get("/api/v1/servers?limit=500").path("data"),
                data -> data.size() >= config.servers()
                        && Api.items(data)
                                .allMatch(s -> s.path("state").asText().equals("available")));
        if (api.tryGet("/api/v1/servers/" + SERVER).status() == 404) {
            var first = Api.items(servers)
                    .filter(s -> s.path("gpu_count").asInt() > 0)
                    .min(Comparator.comparing(s -> firstGpu(s.path("id").asText())))
                    .orElseThrow(() -> new LocalException("no server has GPUs"));
            api.put("/api/v1/servers/" + first.path("id").asText(), "{\"name\":\"" + SERVER + "\"}");
        }
        var server = api.get("/api/v1/servers/" + SERVER).path("data");
        chosen = new ChosenServer(
                api,
                server.path("id").asText(),
                rack.indexOf(server.path("bmc_address").asText()));
        chosen.out().forEach(this::qualified);
        long gpus =
                Api.items(servers).mapToInt(s -> s.path("gpu_count").asInt()).sum();
        return servers.size() + " servers, " + gpus + " GPUs; " + SERVER + " is a "
                + server.path("manufacturer").asText() + " "
                + server.path("model").asText();
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
                () -> chosen().read(),
                data -> data.path("state").asText().equals("active"));
        return "allocation and server active";
    }

    private String release() {
        api.delete("/api/v1/allocations/" + allocation);
        api.until(
                "allocation released",
                LONG,
                () -> api.get("/api/v1/allocations/" + allocation).path("data"),
                data -> data.path("state").asText().equals("released"));
        api.until("server available again", LONG, () -> chosen().read(), data -> {
            progress.detail("server is " + data.path("state").asText());
            return data.path("state").asText().equals("available");
        });
        return SERVER + " is clean and available";
    }

    /** A run that was broken off leaves its allocation, and a GPU that is out. */
    private void endEarlierRun() {
        if (api.tryGet("/api/v1/servers/" + SERVER).status() == 404) {
            return;
        }
        String held = "/api/v1/allocations?limit=500&user_id=user123&server_id=" + SERVER;
        Api.items(api.get(held).path("data"))
                .filter(made -> made.path("status").asText().matches("pending|active"))
                .forEach(made ->
                        api.delete("/api/v1/allocations/" + made.path("id").asText()));
    }

    /** The GPU was exchanged or repaired: its server goes through validation again. */
    private String qualified(String gpu) {
        String path = "/api/v1/gpus/" + gpu;
        rack.clearFaults(chosen().simulated());
        api.until(
                gpu + " is healthy",
                LONG,
                () -> api.get(path).path("data"),
                data -> !data.path("health").asText().equals("Critical"));
        api.post("/api/v1/servers/" + SERVER + "/requalify", null);
        api.until(
                gpu + " available",
                LONG,
                () -> api.get(path).path("data"),
                data -> data.path("state").asText().equals("available"));
        return gpu + " is available, so all GPUs of " + SERVER + " are";
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

    private ChosenServer chosen() {
        return Objects.requireNonNull(chosen, "no server is chosen yet");
    }

    private String firstGpu(String server) {
        return Api.items(api.get("/api/v1/gpus?limit=500&server_id=" + server).path("data"))
                .map(g -> g.path("name").asText())
                .min(Comparator.naturalOrder())
                .orElse("~");
    }

    private static boolean ended(String state) {
        if (state.equals("failed") || state.equals("cancelled")) {
            throw new LocalException("the discovery " + state);
        }
        return state.equals("succeeded");
    }
}
