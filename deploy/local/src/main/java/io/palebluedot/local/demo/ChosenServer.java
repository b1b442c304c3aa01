package io.palebluedot.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;

/** The server that the demo hands out, and its GPUs, as the API tells. */
final class ChosenServer {

    private static final String GPU = "gpu-001";

    private final Api api;
    private final String id;
    private final int simulated;

    /**
     * A server of the inventory.
     *
     * @param simulated its index in the simulated rack
     */
    ChosenServer(Api api, String id, int simulated) {
        this.api = api;
        this.id = id;
        this.simulated = simulated;
    }

    String id() {
        return id;
    }

    int simulated() {
        return simulated;
    }

    JsonNode read() {
        return api.get("/api/v1/servers/" + id).path("data");
    }

    private List<JsonNode> gpus() {
        return Api.items(api.get("/api/v1/gpus?limit=500&server_id=" + id).path("data"))
                .sorted(Comparator.comparingInt(g -> g.path("index").asInt()))
                .toList();
    }

    /** Names of the GPUs that are out of service. */
    List<String> out() {
        return gpus().stream()
                .filter(g -> g.path("status").asText().equals("error"))
                .map(g -> g.path("name").asText())
                .toList();
    }

    /** The seed's gpu-001 where the server has it, else the server's own n-th. */
    String gpu(int n) {
        var names = gpus().stream().map(g -> g.path("name").asText()).toList();
        return n == 0 && names.contains(GPU) ? GPU : names.get(Math.min(n, names.size() - 1));
    }

    /** Where the n-th of {@link #gpu} sits in the machine. */
    int gpuIndex(int n) {
        String name = gpu(n);
        return gpus().stream()
                .filter(g -> g.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("index")
                .asInt();
    }
}
