package io.palebluedot.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.local.server.LocalException;
import java.util.List;
import java.util.stream.StreamSupport;

/** The simulated rack's control API: what the hardware itself shows, and faults put into it. */
final class RackClient {

    private final Api api;
    private final String base;

    RackClient(Api api, String base) {
        this.api = api;
        this.base = base;
    }

    /** Address and port of every simulated BMC. */
    List<String> bmcs() {
        return servers().stream().map(RackClient::bmc).toList();
    }

    /** Index of the simulated server with that BMC. */
    int indexOf(String bmcAddress) {
        return servers().stream()
                .filter(server -> bmc(server).equals(bmcAddress))
                .mapToInt(server -> server.path("index").asInt())
                .findFirst()
                .orElseThrow(() -> new LocalException("no simulated server has the BMC " + bmcAddress));
    }

    JsonNode gpu(int server, int gpu) {
        return api.raw("GET", base + "/servers/" + server + "/gpus/" + gpu, null)
                .body();
    }

    void fault(int server, String json) {
        var answer = api.raw("POST", base + "/servers/" + server + "/faults", json);
        if (answer.status() >= 300) {
            throw new LocalException("the simulator refused the fault: " + answer.body());
        }
    }

    void clearFaults(int server) {
        api.raw("DELETE", base + "/servers/" + server + "/faults", null);
    }

    private List<JsonNode> servers() {
        var body = api.raw("GET", base + "/servers", null).body();
        var array = body.isArray() ? body : body.path("servers");
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static String bmc(JsonNode server) {
        String address = server.path("bmc_address").asText();
        return address.contains(":")
                ? address
                : address + ":" + server.path("bmc_port").asInt(8000);
    }
}
