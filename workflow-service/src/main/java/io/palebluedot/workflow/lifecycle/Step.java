package io.palebluedot.workflow.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One step of a workflow; only its {@link Workflow} changes it. */
public final class Step {

    /**
     * A step as it stands in the database.
     *
     * @param attempt attempts ever begun; part of the idempotency keys, so it never goes back
     * @param tries attempts since somebody last restarted the step; spends the budget
     * @param away times in a row that something did not answer
     */
    public record Row(
            int position,
            StepName name,
            Phase phase,
            StepState state,
            int attempt,
            int tries,
            int away,
            @Nullable String message,
            @Nullable String waitingFor,
            @Nullable Instant notBefore,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant deadline) {}

    final int position;
    final StepName name;
    final Phase phase;
    StepState state;
    int attempt;
    int tries;
    int away;

    @Nullable
    String message;

    @Nullable
    String waitingFor;

    @Nullable
    Instant notBefore;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant finishedAt;

    @Nullable
    Instant deadline;

    Step(int position, StepPlan plan) {
        this.position = position;
        this.name = plan.name();
        this.phase = plan.phase();
        this.state = StepState.PENDING;
    }

    Step(Row row) {
        this.position = row.position();
        this.name = row.name();
        this.phase = row.phase();
        this.state = row.state();
        this.attempt = row.attempt();
        this.tries = row.tries();
        this.away = row.away();
        this.message = row.message();
        this.waitingFor = row.waitingFor();
        this.notBefore = row.notBefore();
        this.startedAt = row.startedAt();
        this.finishedAt = row.finishedAt();
        this.deadline = row.deadline();
    }

    public Row row() {
        return new Row(
                position,
                name,
                phase,
                state,
                attempt,
                tries,
                away,
                message,
                waitingFor,
                notBefore,
                startedAt,
                finishedAt,
                deadline);
    }

    public StepName name() {
        return name;
    }

    public int position() {
        return position;
    }

    public int attempt() {
        return attempt;
    }

    public StepState state() {
        return state;
    }

    public Phase phase() {
        return phase;
    }
}
