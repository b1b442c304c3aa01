package io.palebluedot.allocation.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.allocation.planner.Demand;
import io.palebluedot.allocation.planner.Explanation;
import io.palebluedot.allocation.planner.Request;
import io.palebluedot.allocation.planner.Topology;
import io.palebluedot.events.EventJson;
import java.util.ArrayList;
import java.util.List;

/** Requests and explanations as the JSON that is kept with an allocation. */
public final class RequestJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RequestJson() {}

    static ObjectNode write(Request request) {
        var json = NODES.objectNode();
        switch (request.demand()) {
            case Demand.NamedGpus(List<String> refs) -> refs.forEach(json.putArray("gpu_ids")::add);
            case Demand.WholeServer(String ref) -> json.put("server", ref);
            case Demand.GpusOfServer(String ref, int count) ->
                json.put("server", ref).put("gpu_count", count);
            case Demand.Gpus(int count) -> json.put("gpu_count", count);
            case Demand.Servers(int count, Integer each) -> {
                json.put("servers", count);
                if (each != null) {
                    json.put("gpus_each", each);
                }
            }
        }
        if (request.model() != null) {
            json.put("gpu_model", request.model());
        }
        if (request.minMemoryBytes() > 0) {
            json.put("min_memory_bytes", request.minMemoryBytes());
        }
        if (request.topology() != Topology.ANY) {
            json.put("topology", request.topology().wire());
        }
        if (request.exclusiveServer()) {
            json.put("exclusive_server", true);
        }
        return json;
    }

    /** Reads what {@link #write} wrote. */
    public static Request readRequest(String text) {
        var json = tree(text);
        var model = json.get("gpu_model");
        return new Request(
                demand(json),
                model == null ? null : model.asText(),
                json.path("min_memory_bytes").asLong(0),
                Topology.ofWire(json.path("topology").asText("")).orElse(Topology.ANY),
                json.path("exclusive_server").asBoolean(false));
    }

    private static Demand demand(JsonNode json) {
        if (json.has("gpu_ids")) {
            var refs = new ArrayList<String>();
            json.get("gpu_ids").forEach(ref -> refs.add(ref.asText()));
            return new Demand.NamedGpus(List.copyOf(refs));
        }
        if (json.has("server")) {
            String ref = json.get("server").asText();
            return json.has("gpu_count")
                    ? new Demand.GpusOfServer(ref, json.get("gpu_count").asInt())
                    : new Demand.WholeServer(ref);
        }
        if (json.has("servers")) {
            var each = json.get("gpus_each");
            return new Demand.Servers(json.get("servers").asInt(), each == null ? null : Integer.valueOf(each.asInt()));
        }
        return new Demand.Gpus(json.path("gpu_count").asInt());
    }

    static ObjectNode write(Explanation explanation) {
        var json = NODES.objectNode()
                .put("summary", explanation.summary())
                .put("considered_servers", explanation.consideredServers())
                .put("feasible_servers", explanation.feasibleServers());
        var reasons = json.putArray("reasons");
        explanation
                .reasons()
                .forEach(r -> reasons.addObject()
                        .put("subject", r.subject())
                        .put("code", r.code())
                        .put("text", r.text()));
        return json;
    }

    /** Reads the explanation that was kept with an allocation. */
    public static Explanation readExplanation(String text) {
        var json = tree(text);
        var reasons = new ArrayList<Explanation.Reason>();
        json.path("reasons")
                .forEach(r -> reasons.add(new Explanation.Reason(
                        r.path("subject").asText(),
                        r.path("code").asText(),
                        r.path("text").asText())));
        return new Explanation(
                json.path("summary").asText(),
                List.copyOf(reasons),
                json.path("considered_servers").asInt(),
                json.path("feasible_servers").asInt());
    }

    private static JsonNode tree(String text) {
        try {
            return EventJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds JSON that cannot be read", e);
        }
    }
}
