package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.tree.ResourceTree;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One BMC's Redfish service, without its socket: authenticate, find the resource, read it or change it. */
final class RedfishService {

    private static final Duration RESTART = Duration.ofSeconds(2);

    private final Machine machine;
    private final ResourceView view;
    private final Sessions sessions;
    private final TaskBoard tasks;
    private final FirmwareUpdates updates;
    private final Patches patches;
    private final Actions actions;
    private final EventStreams streams;
    private volatile boolean restarting;

    RedfishService(Machine machine, String user, String password) {
        this.machine = machine;
        this.view = new ResourceView(machine);
        this.sessions = new Sessions(
                machine.layout().sessions(),
                user,
                password,
                machine.faults(),
                machine.timeline(),
                machine.traffic()::sessions);
        this.tasks = new TaskBoard(machine.timeline());
        this.updates = new FirmwareUpdates(machine, tasks, this::restart);
        this.patches = new Patches(machine, view);
        this.actions = new Actions(machine, view, updates, this::restart);
        this.streams = new EventStreams(machine);
    }

    /** Whether the BMC is just starting again and does not answer. */
    boolean restarting() {
        return restarting;
    }

    /** Its streams of events. */
    EventStreams streams() {
        return streams;
    }

    RedfishReply handle(RedfishRequest request) {
        boolean login = request.method().equals("POST") && sessionPath(request.path());
        if (login) {
            return sessions.login(request);
        }
        if (!open(request) && !sessions.permits(request)) {
            return RedfishReply.error(401, "InsufficientPrivilege", "Authentication is required.")
                    .withHeader("WWW-Authenticate", "Basic realm=\"bmc\"");
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> get(request);
            case "PATCH" -> patch(request);
            case "POST" -> machine.layout().uploads().contains(request.path()) ? updates.push(request) : post(request);
            case "DELETE" -> delete(request);
            default -> notAllowed();
        };
    }

    private RedfishReply get(RedfishRequest request) {
        if (request.path().equals("/redfish")) {
            ObjectNode versions = request.json().objectNode();
            return RedfishReply.ok(versions.put("v1", "/redfish/v1/"));
        }
        if (streams.at(request.path())) {
            return streams.greet();
        }
        ObjectNode resource = find(request.path());
        if (resource == null) {
            return RedfishReply.notFound(request.path());
        }
        if (request.query().contains("$expand=")) {
            expand(resource);
        }
        return RedfishReply.ok(resource).withHeader("ETag", view.etag(request.path()));
    }

    private RedfishReply patch(RedfishRequest request) {
        ObjectNode resource = find(request.path());
        if (resource == null) {
            return RedfishReply.notFound(request.path());
        }
        if (request.body() == null) {
            return RedfishReply.error(400, "MalformedJSON", "The request body is no JSON object.");
        }
        String match = request.header("if-match");
        if (match == null && machine.faults().has(FaultKind.STRICT_ETAG)) {
            return RedfishReply.error(428, "PreconditionRequired", "If-Match is required.");
        }
        if (match != null && !match.equals("*") && !match.equals(view.etag(request.path()))) {
            return RedfishReply.error(412, "PreconditionFailed", "The resource has another ETag.");
        }
        RedfishReply reply = patches.patch(request.path(), resource, request.body());
        return reply.status() == 200 ? reply.withHeader("ETag", view.etag(request.path())) : reply;
    }

    private RedfishReply post(RedfishRequest request) {
        return view.get(request.path()) == null ? actions.post(request) : notAllowed();
    }

    private RedfishReply delete(RedfishRequest request) {
        if (sessionPath(ResourceTree.parent(request.path()))) {
            return sessions.logout(request.path());
        }
        return view.get(request.path()) == null ? RedfishReply.notFound(request.path()) : notAllowed();
    }

    private @Nullable ObjectNode find(String path) {
        if (sessionPath(path)) {
            return sessions.list();
        }
        if (sessionPath(ResourceTree.parent(path))) {
            return sessions.get(path);
        }
        if (path.equals(TaskBoard.COLLECTION)) {
            return tasks.list();
        }
        if (ResourceTree.parent(path).equals(TaskBoard.COLLECTION)) {
            return tasks.get(path);
        }
        ObjectNode resource = view.get(path);
        return resource == null ? logEntry(path) : resource;
    }

    /** Entries that the simulator wrote stand in full in their collection only. */
    private @Nullable ObjectNode logEntry(String path) {
        ObjectNode log = path.contains("/Entries/") ? view.get(ResourceTree.parent(path)) : null;
        if (log == null) {
            return null;
        }
        return log.path("Members")
                .valueStream()
                .filter(entry ->
                        entry.has("Message") && entry.path("@odata.id").asText().equals(path))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** Members in full instead of links, one level deep. */
    private void expand(ObjectNode resource) {
        if (resource.get("Members") instanceof ArrayNode members) {
            for (int i = 0; i < members.size(); i++) {
                JsonNode full = find(
                        ResourceTree.normalise(members.get(i).path("@odata.id").asText()));
                if (full != null) {
                    members.set(i, full);
                }
            }
        }
    }

    private boolean sessionPath(String path) {
        return path.equals(machine.layout().sessions());
    }

    private static boolean open(RedfishRequest request) {
        return request.path().equals("/redfish") || request.path().equals("/redfish/v1");
    }

    private static RedfishReply notAllowed() {
        return RedfishReply.error(405, "OperationNotAllowed", "The method is not allowed here.")
                .withHeader("Allow", "GET, HEAD");
    }

    private void restart() {
        restarting = true;
        sessions.forget();
        streams.close();
        machine.timeline().after(RESTART, () -> restarting = false);
    }
}
