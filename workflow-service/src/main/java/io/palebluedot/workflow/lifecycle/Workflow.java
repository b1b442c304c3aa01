package io.palebluedot.workflow.lifecycle;

import io.palebluedot.events.WorkflowEvent;
import io.palebluedot.workflow.lifecycle.StepMove.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as data: state, steps, facts, and the moves and events that it collected since it was loaded. What it does next is decided by
 * {@link Turn}. Used by one thread.
 */
public final class Workflow {

    /**
     * What changes about a workflow, as it stands in the database.
     *
     * @param holdsServer true from its begin to its end: no other workflow may work on the server
     * @param facts what handlers remember
     * @param queuedAt since when it waits for its server
     */
    public record Row(
            WorkflowState state,
            @Nullable WorkflowState pausedFrom,
            @Nullable Instant pausedAt,
            boolean holdsServer,
            @Nullable String error,
            Map<String, String> facts,
            Instant queuedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    private final Order order;
    private final List<Step> steps;
    private final Map<String, String> facts;
    private final List<Moved> history = new ArrayList<>();
    private final List<WorkflowEvent> events = new ArrayList<>();
    private WorkflowState state;

    @Nullable
    WorkflowState pausedFrom;

    @Nullable
    Instant pausedAt;

    boolean holdsServer;

    @Nullable
    String error;

    Instant queuedAt;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant finishedAt;

    private Workflow(Order order, Row row, List<Step> steps) {
        this.order = order;
        this.steps = new ArrayList<>(steps);
        this.facts = new HashMap<>(row.facts());
        this.state = row.state();
        this.pausedFrom = row.pausedFrom();
        this.pausedAt = row.pausedAt();
        this.holdsServer = row.holdsServer();
        this.error = row.error();
        this.queuedAt = row.queuedAt();
        this.startedAt = row.startedAt();
        this.finishedAt = row.finishedAt();
    }

    /** A new workflow, with the event of its birth. */
    public static Workflow create(Order order) {
        var row = new Row(WorkflowState.PENDING, null, null, false, null, Map.of(), order.createdAt(), null, null);
        var workflow = new Workflow(order, row, List.of());
        Plan.steps(order.kind()).forEach(workflow::append);
        workflow.history.add(new Moved(null, "", row.state().word(), "create", null, order.createdAt()));
        workflow.emit(new WorkflowEvent.WorkflowCreated(workflow.about(), order.template()));
        return workflow;
    }

    /** A workflow as it was written. */
    public static Workflow restore(Order order, Row row, List<Step.Row> steps) {
        return new Workflow(order, row, steps.stream().map(Step::new).toList());
    }

    public Order order() {
        return order;
    }

    public WorkflowState state() {
        return state;
    }

    public Row row() {
        return new Row(
                state, pausedFrom, pausedAt, holdsServer, error, Map.copyOf(facts), queuedAt, startedAt, finishedAt);
    }

    public List<Step> steps() {
        return Collections.unmodifiableList(steps);
    }

    public @Nullable String fact(String name) {
        return facts.get(name);
    }

    /** All facts. */
    public Map<String, String> facts() {
        return Collections.unmodifiableMap(facts);
    }

    /** True when a step of that name was ever begun. */
    public boolean begun(StepName name) {
        return steps.stream().anyMatch(step -> step.name == name && step.attempt > 0);
    }

    /** The first step that is not through; null when all are. */
    public @Nullable Step current() {
        return steps.stream().filter(step -> step.state.open()).findFirst().orElse(null);
    }

    public List<Moved> history() {
        return Collections.unmodifiableList(history);
    }

    public List<WorkflowEvent> events() {
        return Collections.unmodifiableList(events);
    }

    /** True when there are moves to be written before a handler may run. */
    public boolean moved() {
        return !history.isEmpty();
    }

    void append(StepPlan plan) {
        steps.add(new Step(steps.size(), plan));
    }

    void remember(Map<String, String> found) {
        found.forEach((name, value) -> {
            if (value.isEmpty()) {
                facts.remove(name);
            } else {
                facts.put(name, value);
            }
        });
    }

    /** The only writer of a workflow's state. */
    void move(WorkflowTrigger trigger, WorkflowState to, @Nullable String cause, Instant now) {
        var move = WorkflowMove.legal(state, trigger, to);
        history.add(new Moved(null, move.from().word(), to.word(), trigger.word(), cause, now));
        state = to;
    }

    /** Moves to an end and gives the server up. */
    void end(WorkflowTrigger trigger, WorkflowState to, @Nullable String cause, Instant now) {
        holdsServer = false;
        finishedAt = now;
        error = cause;
        move(trigger, to, cause, now);
    }

    /** The only writer of a step's state. */
    void move(Step step, Trigger trigger, StepState to, @Nullable String message, Instant now) {
        var move = StepMove.legal(step.state, trigger, to);
        history.add(new Moved(step.name.word(), move.from().word(), to.word(), trigger.word(), message, now));
        step.state = to;
        step.message = message;
        if (to != StepState.RUNNING) {
            step.waitingFor = null;
            step.deadline = null;
        }
        if (!to.open()) {
            step.finishedAt = now;
        }
        tell(step);
    }

    void tell(Step step) {
        String message = step.waitingFor == null ? step.message : step.waitingFor;
        emit(new WorkflowEvent.WorkflowStepChanged(about(), step.name.word(), step.state.word(), message));
    }

    void emit(WorkflowEvent event) {
        events.add(event);
    }

    WorkflowEvent.About about() {
        return new WorkflowEvent.About(order.kind().word(), order.serverId(), order.allocationId());
    }
}
