package io.palebluedot.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.gnmi.Switch;
import io.palebluedot.simulator.gnmi.SwitchControl;
import io.palebluedot.simulator.machine.Gpu;
import io.palebluedot.simulator.machine.LogEntry;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.ResetType;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The control API without its socket; errors are {@code {"error": …}} with 400, 404 or 405. */
public final class ControlApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<Integer, Machine> machines = new TreeMap<>();
    private final Map<Integer, Switch> switches = new TreeMap<>();
    private final int bmcPort;

    /** An API over the machines and switches of a rack. */
    public ControlApi(Collection<Machine> machines, Collection<Switch> switches, int bmcPort) {
        machines.forEach(machine -> this.machines.put(machine.identity().index(), machine));
        switches.forEach(leaf -> this.switches.put(leaf.index(), leaf));
        this.bmcPort = bmcPort;
    }

    /** An answer: a status and JSON. */
    public record Answer(int status, JsonNode body) {}

    /** Answers one request. */
    public Answer handle(String method, String path, String body) {
        List<String> words = List.of(path.replaceAll("^/+|/+$", "").split("/", -1));
        return switch (words.getFirst()) {
            case "health" ->
                new Answer(200, NODES.objectNode().put("status", "UP").put("servers", machines.size()));
            case "faults" -> faults(method, words, body);
            case "traffic" ->
                method.equals("DELETE")
                        ? RackTraffic.resetTraffic(machines.values())
                        : RackTraffic.traffic(machines.values());
            case "servers" -> words.size() == 1 ? new Answer(200, list()) : server(method, words, body);
            case "switches" -> switches(method, words, body);
            default -> error(404, "no such path; there are /health, /faults, /traffic, /servers and /switches");
        };
    }

    private Answer faults(String method, List<String> words, String body) {
        return switch (method) {
            case "GET" -> new Answer(200, catalogue());
            case "POST" -> injectShare(body);
            case "DELETE" -> clear(machines.values(), words.size() > 1 ? words.get(1) : "");
            default -> error(405, "no " + method + " on faults");
        };
    }

    private Answer injectShare(String body) {
        ObjectNode parameters = object(body);
        if (parameters == null) {
            return error(400, "a JSON object with 'kind' is needed; 'share_percent' is optional");
        }
        try {
            List<Machine> broken = RackShare.inject(List.copyOf(machines.values()), parameters);
            ArrayNode indexes = NODES.arrayNode();
            broken.forEach(machine -> indexes.add(machine.identity().index()));
            return new Answer(201, NODES.objectNode().set("servers", indexes));
        } catch (FaultInjector.Refused e) {
            return refused(e);
        }
    }

    private Answer server(String method, List<String> words, String body) {
        Machine machine = words.get(1).matches("\\d{1,6}") ? machines.get(Integer.parseInt(words.get(1))) : null;
        if (machine == null) {
            return error(404, "no server " + words.get(1));
        }
        String what = words.size() > 2 ? words.get(2) : "";
        String which = words.size() > 3 ? words.get(3) : "";
        return switch (method + " " + what) {
            case "GET " -> new Answer(200, MachineJson.server(machine, bmcPort));
            case "GET gpus" -> gpu(machine, which);
            case "GET faults" ->
                new Answer(200, MachineJson.server(machine, bmcPort).path("faults"));
            case "GET kernel-log" -> new Answer(200, kernelLog(machine));
            case "GET event-log" -> new Answer(200, eventLog(machine));
            case "POST faults" -> inject(machine, body);
            case "DELETE faults" -> clear(List.of(machine), which);
            case "POST power" -> power(machine, body);
            case "POST workload" -> workload(machine, body);
            default -> error(what.isEmpty() ? 405 : 404, "no " + method + " on " + String.join("/", words));
        };
    }

    private Answer switches(String method, List<String> words, String body) {
        if (words.size() == 1) {
            ArrayNode all = NODES.arrayNode();
            switches.values().forEach(leaf -> all.add(SwitchControl.show(leaf)));
            return new Answer(200, all);
        }
        Switch leaf = words.get(1).matches("\\d{1,6}") ? switches.get(Integer.parseInt(words.get(1))) : null;
        if (leaf == null) {
            return error(404, "no switch " + words.get(1));
        }
        return switch (method + " " + (words.size() > 2 ? words.get(2) : "")) {
            case "GET " -> new Answer(200, SwitchControl.show(leaf));
            case "GET faults" -> new Answer(200, SwitchControl.kinds());
            case "POST faults" -> breakSwitch(leaf, body);
            case "DELETE faults" -> {
                SwitchControl.repair(leaf);
                yield new Answer(200, SwitchControl.show(leaf));
            }
            default -> error(404, "no " + method + " on " + String.join("/", words));
        };
    }

    private static Answer breakSwitch(Switch leaf, String body) {
        ObjectNode fault = object(body);
        if (fault == null) {
            return error(400, "a JSON object with 'kind' is needed");
        }
        Optional<String> refusal = SwitchControl.inject(leaf, fault);
        return refusal.isPresent() ? error(400, refusal.get()) : new Answer(201, SwitchControl.show(leaf));
    }

    private Answer gpu(Machine machine, String which) {
        if (which.isEmpty()) {
            return new Answer(200, MachineJson.server(machine, bmcPort).path("gpus"));
        }
        if (!which.matches("\\d{1,3}")
                || Integer.parseInt(which) >= machine.gpus().size()) {
            return error(404, "no gpu " + which);
        }
        return new Answer(200, MachineJson.gpu(machine, machine.gpus().get(Integer.parseInt(which))));
    }

    private static Answer inject(Machine machine, String body) {
        ObjectNode parameters = object(body);
        if (parameters == null) {
            return error(400, "a JSON object with 'kind' is needed");
        }
        try {
            return new Answer(201, FaultInjector.inject(machine, parameters).parameters());
        } catch (FaultInjector.Refused e) {
            return refused(e);
        }
    }

    private static Answer refused(FaultInjector.Refused e) {
        ObjectNode answer = NODES.objectNode().put("error", e.getMessage());
        answer.set("known", catalogue());
        return new Answer(400, answer);
    }

    private static Answer clear(Collection<Machine> broken, String which) {
        Optional<FaultKind> kind = FaultKind.of(which);
        if (!which.isEmpty() && kind.isEmpty()) {
            ObjectNode answer = NODES.objectNode().put("error", "unknown kind '" + which + "'");
            answer.set("known", catalogue());
            return new Answer(400, answer);
        }
        broken.forEach(machine -> FaultInjector.clear(machine, kind.orElse(null)));
        return new Answer(200, NODES.objectNode().put("cleared", which.isEmpty() ? "all" : which));
    }

    private Answer power(Machine machine, String body) {
        ObjectNode order = object(body);
        String action = order == null ? "" : order.path("action").asText("");
        Optional<ResetType> reset = ResetType.of(action);
        if (reset.isPresent()) {
            machine.reset(reset.get());
        } else if (action.equals("unplug") || action.equals("plug")) {
            machine.plug(action.equals("plug"));
        } else {
            return error(400, "'action' must be unplug, plug or one of " + ResetType.words());
        }
        return new Answer(200, MachineJson.server(machine, bmcPort));
    }

    private static Answer workload(Machine machine, String body) {
        ObjectNode load = object(body);
        if (load == null || !load.path("utilization").isInt()) {
            return error(400, "'utilization' in percent is needed; 'gpu' and 'memory_percent' are optional");
        }
        int compute = load.path("utilization").intValue();
        int memory = load.path("memory_percent").asInt(compute == 0 ? 0 : Math.max(10, compute * 8 / 10));
        JsonNode index = load.path("gpu");
        if (index.isInt()
                && (index.intValue() < 0 || index.intValue() >= machine.gpus().size())) {
            return error(400, "'gpu' must be 0 to " + (machine.gpus().size() - 1));
        }
        List<Gpu> gpus = index.isInt() ? List.of(machine.gpus().get(index.intValue())) : machine.gpus();
        gpus.forEach(gpu -> gpu.load(compute, memory));
        return new Answer(200, load);
    }

    private ArrayNode list() {
        ArrayNode all = NODES.arrayNode();
        machines.values().forEach(machine -> all.add(MachineJson.server(machine, bmcPort)));
        return all;
    }

    private static ArrayNode kernelLog(Machine machine) {
        ArrayNode lines = NODES.arrayNode();
        machine.log().kernel().forEach(lines::add);
        return lines;
    }

    private static ArrayNode eventLog(Machine machine) {
        ArrayNode lines = NODES.arrayNode();
        for (LogEntry entry : machine.log().events()) {
            lines.addObject()
                    .put("created", entry.created().toString())
                    .put("severity", entry.severity())
                    .put("message", entry.message());
        }
        return lines;
    }

    private static ObjectNode catalogue() {
        ObjectNode kinds = NODES.objectNode();
        for (FaultKind kind : FaultKind.values()) {
            kinds.put(kind.word(), kind.parameters());
        }
        return kinds;
    }

    private static @Nullable ObjectNode object(String body) {
        try {
            return JSON.readTree(body) instanceof ObjectNode object ? object : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static Answer error(int status, String message) {
        return new Answer(status, NODES.objectNode().put("error", message));
    }
}
