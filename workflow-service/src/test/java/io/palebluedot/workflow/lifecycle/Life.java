package io.palebluedot.workflow.lifecycle;

import io.palebluedot.events.WorkflowEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One workflow in a database of memory, with a clock of its own; every turn loads it anew, as a replica would. */
final class Life {

    static final Set<WorkflowMove> MOVES = new HashSet<>();
    static final Set<StepMove> STEP_MOVES = new HashSet<>();

    private final Order order;
    private Workflow.Row row;
    private List<Step.Row> steps;
    final List<WorkflowEvent> events = new ArrayList<>();
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Instant wakeAt = now;
    Intent intent = Intent.RUN;

    @Nullable
    String blocker;

    Life(WorkflowKind kind) {
        order = new Order(
                UUID.fromString("01980000-0000-7000-8000-000000000001"),
                kind,
                "server-a",
                "allocation-a",
                "project-a",
                null,
                Map.of(),
                List.of(),
                null,
                "test",
                now);
        var created = Workflow.create(order);
        row = created.row();
        steps = rows(created);
        events.addAll(created.events());
    }

    Workflow load() {
        return Workflow.restore(order, row, steps);
    }

    /** Writes what a turn did. */
    void save(Workflow workflow, Instant wake) {
        row = workflow.row();
        steps = rows(workflow);
        events.addAll(workflow.events());
        workflow.history().forEach(Life::note);
        wakeAt = wake;
    }

    private static void note(Moved moved) {
        if (moved.step() == null) {
            MOVES.add(new WorkflowMove(
                    WorkflowState.of(moved.from()),
                    WorkflowTrigger.valueOf(moved.trigger().toUpperCase(java.util.Locale.ROOT)),
                    WorkflowState.of(moved.to())));
        } else {
            STEP_MOVES.add(new StepMove(
                    StepState.of(moved.from()),
                    StepMove.Trigger.valueOf(moved.trigger().toUpperCase(java.util.Locale.ROOT)),
                    StepState.of(moved.to())));
        }
    }

    /** One turn as the engine gives it; answers false when there was nothing to do now. */
    boolean turn(Function<Workflow, Outcome> handler) {
        var workflow = load();
        var turn = new Turn(workflow, new FixedLimits());
        var next = turn.decide(now, intent, blocker);
        if (intent == Intent.RETRY) {
            intent = Intent.RUN;
        }
        switch (next) {
            case Next.Sleep sleep -> save(workflow, sleep.until());
            case Next.Run run when workflow.moved() -> save(workflow, now);
            case Next.Run run -> save(workflow, turn.apply(handler.apply(workflow), now));
        }
        return !wakeAt.isAfter(now);
    }

    /** Turns until it sleeps. */
    Life run(Function<Workflow, Outcome> handler) {
        for (int i = 0; turn(handler); i++) {
            if (i > 500) {
                throw new AssertionError("never comes to rest: " + row);
            }
        }
        return this;
    }

    /** Turns until the step of that name was asked for, which then waits. */
    Life runUntil(StepName name) {
        return run(w -> current(w) == name ? Outcome.waitFor("the test", Duration.ofMinutes(1)) : Outcome.done("ok"));
    }

    /** All steps succeed at once. */
    Life finish() {
        return run(w -> Outcome.done("ok"));
    }

    Life later(Duration time) {
        now = now.plus(time);
        return this;
    }

    Life want(Intent wanted) {
        intent = wanted;
        return this;
    }

    WorkflowState state() {
        return row.state();
    }

    Workflow.Row row() {
        return row;
    }

    Step.Row step(StepName name) {
        return steps.stream().filter(s -> s.name() == name).findFirst().orElseThrow();
    }

    List<Step.Row> steps() {
        return steps;
    }

    static StepName current(Workflow workflow) {
        var step = workflow.current();
        if (step == null) {
            throw new AssertionError("no current step");
        }
        return step.name();
    }

    private static List<Step.Row> rows(Workflow workflow) {
        return workflow.steps().stream().map(Step::row).toList();
    }
}
