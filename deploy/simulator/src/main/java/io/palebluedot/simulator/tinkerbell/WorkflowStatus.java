package io.palebluedot.simulator.tinkerbell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a Workflow's status, in the fields of tink v0.12 ({@code worker, status, startedAt, seconds, currentAction})
 * and of tinkerbell v0.17 and later ({@code agentID, state, executionStart, executionStop, currentState}) at once.
 */
final class WorkflowStatus {

    private final ObjectNode workflow;
    private final ObjectNode status;
    private final WorkflowWords words;

    WorkflowStatus(ObjectNode copy, WorkflowWords words) {
        this.workflow = copy;
        this.status = copy.withObject("/status");
        this.words = words;
    }

    ObjectNode workflow() {
        return workflow;
    }

    String state() {
        return WorkflowWords.plain(status.path("state").asText(""));
    }

    void state(String state) {
        status.put("state", words.of(state));
        if (status.get("currentState") instanceof ObjectNode current) {
            current.put("state", words.of(state));
        }
    }

    void plan(RenderedTemplate template) {
        status.put("templateRending", "successful").put("globalTimeout", template.globalTimeoutSeconds());
        ArrayNode tasks = status.putArray("tasks");
        String open = "";
        ArrayNode actions = tasks;
        int number = 0;
        for (TemplateAction action : template.actions()) {
            if (tasks.isEmpty() || !open.equals(action.task())) {
                open = action.task();
                ObjectNode task =
                        tasks.addObject().put("id", "task-" + tasks.size()).put("name", open);
                task.put("worker", action.worker()).put("agentID", action.worker());
                actions = task.putArray("actions");
            }
            ObjectNode entry =
                    actions.addObject().put("id", "action-" + number++).put("name", action.name());
            entry.put("image", action.image()).put("timeout", action.timeoutSeconds());
            entry.put("status", words.of("PENDING")).put("state", words.of("PENDING"));
        }
    }

    void unreadable(String reason, Instant now) {
        status.put("templateRending", "failed");
        condition("TemplateRenderedSuccess", false, reason, now);
        state("FAILED");
    }

    /** The actions in order, across tasks. */
    List<ObjectNode> actions() {
        List<ObjectNode> all = new ArrayList<>();
        for (JsonNode task : status.path("tasks")) {
            for (JsonNode action : task.path("actions")) {
                if (action instanceof ObjectNode object) {
                    all.add(object);
                }
            }
        }
        return all;
    }

    void startAction(int number, String worker, Instant now) {
        ObjectNode action = actions().get(number);
        move(action, "RUNNING", "");
        action.put("startedAt", seconds(now)).put("executionStart", seconds(now));
        status.put("currentAction", action.path("name").asText()).put("agentID", worker);
        status.putObject("currentState")
                .put("agentID", worker)
                .put("actionID", action.path("id").asText())
                .put("actionName", action.path("name").asText())
                .put("taskName", task(action))
                .put("state", words.of("RUNNING"));
        if (!status.has("timeStarted")) {
            status.put("timeStarted", seconds(now));
        }
    }

    void endAction(int number, String state, String message, Instant now) {
        ObjectNode action = actions().get(number);
        move(action, state, message);
        action.put("executionStop", seconds(now));
        Instant started = Instant.parse(action.path("executionStart").asText(seconds(now)));
        long took = Math.max(0, Duration.between(started, now).toSeconds());
        action.put("seconds", took).put("executionDuration", took + "s");
    }

    void completed(Instant now) {
        status.put("timeCompleted", seconds(now));
    }

    /** When the whole workflow must be over. */
    void deadline(Instant stop) {
        status.put("globalExecutionStop", seconds(stop));
    }

    void condition(String type, boolean holds, String message, Instant now) {
        ArrayNode conditions =
                status.path("conditions") instanceof ArrayNode present ? present : status.putArray("conditions");
        conditions
                .addObject()
                .put("type", type)
                .put("status", holds ? "True" : "False")
                .put("reason", holds ? "Complete" : "Error")
                .put("message", message)
                .put("time", seconds(now));
    }

    private void move(ObjectNode action, String state, String message) {
        action.put("status", words.of(state)).put("state", words.of(state)).put("message", message);
    }

    private String task(ObjectNode wanted) {
        for (JsonNode task : status.path("tasks")) {
            if (task.path("actions")
                    .valueStream()
                    .anyMatch(action -> action.path("id").equals(wanted.path("id")))) {
                return task.path("name").asText();
            }
        }
        return "";
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
