package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.fault.Fault;
import io.palebluedot.simulator.fault.FaultBoard;
import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.machine.LogEntry;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.tree.ResourceTree;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Server-Sent Events of one BMC, where its tree has an EventService that names a {@code ServerSentEventUri}. Few streams at once, as on real
 * ones; whoever does not read loses events. {@code hang} makes them silent, {@code drop} ends them, {@code malformed} spoils each record.
 */
final class EventStreams {

    private static final int LIMIT = 2;
    private static final long SIGN_OF_LIFE_MS = 15_000;

    private final Machine machine;
    private final @Nullable String path;
    private final Set<HttpServerResponse> open = new LinkedHashSet<>();
    private String seen = "";
    private int next;

    EventStreams(Machine machine) {
        this.machine = machine;
        this.path = path(machine.layout().tree());
        machine.log().onEvent(this::logged);
        machine.onChange(changed -> changed());
    }

    private static @Nullable String path(ResourceTree tree) {
        ObjectNode root = tree.get("/redfish/v1");
        String service = root == null ? null : ResourceTree.link(root, "EventService");
        ObjectNode resource = service == null ? null : tree.get(service);
        String uri = resource == null ? "" : resource.path("ServerSentEventUri").asText("");
        return uri.startsWith("/") ? ResourceTree.normalise(uri) : null;
    }

    /** Whether this is where events are streamed. */
    boolean at(String asked) {
        return path != null && path.equals(ResourceTree.normalise(asked));
    }

    /** 200 when there is room for one more stream. */
    synchronized RedfishReply greet() {
        return open.size() < LIMIT
                ? RedfishReply.ok(JsonNodeFactory.instance.objectNode())
                : RedfishReply.error(503, "EventSubscriptionLimitExceeded", "There is no free event stream.");
    }

    /** Takes the answer over, as long as there is room. */
    boolean open(Vertx vertx, HttpServerResponse response) {
        synchronized (this) {
            if (open.size() >= LIMIT) {
                return false;
            }
            open.add(response);
            seen = state();
        }
        long timer = vertx.setPeriodic(SIGN_OF_LIFE_MS, id -> send(response, ": still here\n\n"));
        response.closeHandler(gone -> {
            vertx.cancelTimer(timer);
            drop(response);
        });
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-cache")
                .write(": listening\n\n");
        if (response.closed()) {
            vertx.cancelTimer(timer);
            drop(response);
        }
        return true;
    }

    /** Ends all streams, as a BMC that starts again does. */
    void close() {
        streams().forEach(response -> response.reset());
    }

    private synchronized void drop(HttpServerResponse response) {
        open.remove(response);
    }

    private synchronized List<HttpServerResponse> streams() {
        return List.copyOf(open);
    }

    private void logged(LogEntry entry) {
        tell("ResourceEvent.1.3.0.ResourceErrorsDetected", entry.severity(), entry.message());
    }

    /** Many changes of a machine are nothing that its BMC tells of. */
    private void changed() {
        if (machine.faults().has(FaultKind.DROP)) {
            close();
            return;
        }
        synchronized (this) {
            String now = state();
            if (now.equals(seen)) {
                return;
            }
            seen = now;
        }
        tell("ResourceEvent.1.3.0.ResourceStateChanged", "OK", "The state of the system changed.");
    }

    private String state() {
        FaultBoard faults = machine.faults();
        List<Fault> hot = faults.all().stream()
                .filter(fault -> fault.kind() == FaultKind.GPU_TEMPERATURE)
                .toList();
        return machine.power() + " " + machine.health() + " " + hot;
    }

    private void tell(String messageId, String severity, String message) {
        List<HttpServerResponse> all = streams();
        if (!all.isEmpty()) {
            ObjectNode event = event(messageId, severity, message);
            Optional<Fault> malformed = machine.faults().use(FaultKind.MALFORMED, RedfishServer.PROTOCOL);
            String data = malformed.map(fault -> Quirks.spoil(fault, event)).orElseGet(event::toString);
            all.forEach(response -> send(response, "id: " + event.path("Id").asText() + "\ndata: " + data + "\n\n"));
        }
    }

    private void send(HttpServerResponse response, String text) {
        boolean silent = machine.faults().has(FaultKind.HANG);
        if (!silent && !response.ended() && !response.closed() && !response.writeQueueFull()) {
            response.write(text);
        }
    }

    private ObjectNode event(String messageId, String severity, String message) {
        String id;
        synchronized (this) {
            id = String.valueOf(++next);
        }
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("@odata.type", "#Event.v1_7_0.Event").put("Id", id).put("Name", "Event");
        ObjectNode record = event.putArray("Events").addObject();
        record.put("EventType", "Alert").put("EventId", id).put("MemberId", "0");
        record.put("EventTimestamp", machine.timeline().now().toString());
        record.put("MessageId", messageId).put("Message", message).put("MessageSeverity", severity);
        record.putObject("OriginOfCondition").put("@odata.id", machine.layout().hostSystem());
        return event;
    }
}
