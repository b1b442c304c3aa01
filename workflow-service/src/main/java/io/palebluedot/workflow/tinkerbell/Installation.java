package io.palebluedot.workflow.tinkerbell;

import org.jspecify.annotations.Nullable;

/**
 * A Workflow object as its controller tells it.
 *
 * @param action the action that runs, or that ended it; null before the first
 * @param message what that action or the controller said
 */
public record Installation(
        Progress progress,
        @Nullable String action,
        @Nullable String message) {

    /** Tinkerbell's states without their prefix; UNKNOWN while the controller has not spoken. */
    public enum Progress {
        UNKNOWN,
        PREPARING,
        PENDING,
        RUNNING,
        POST,
        SUCCESS,
        FAILED,
        TIMEOUT
    }

    static Installation of(WorkflowResource resource) {
        var status = resource.getStatus();
        if (status == null) {
            return new Installation(Progress.UNKNOWN, null, null);
        }
        var progress = progress(status.state());
        var failed = progress == Progress.FAILED || progress == Progress.TIMEOUT ? ended(status, progress) : null;
        if (failed != null) {
            return new Installation(progress, failed.name(), failed.message());
        }
        return new Installation(progress, current(status), condition(status));
    }

    private static Progress progress(@Nullable String word) {
        String plain = word == null ? "" : word.replaceFirst("^STATE_", "");
        for (Progress progress : Progress.values()) {
            if (progress.name().equals(plain)) {
                return progress;
            }
        }
        return Progress.UNKNOWN;
    }

    private static WorkflowStatus.@Nullable Action ended(WorkflowStatus status, Progress progress) {
        if (status.tasks() == null) {
            return null;
        }
        return status.tasks().stream()
                .flatMap(task -> task.actions() == null ? java.util.stream.Stream.empty() : task.actions().stream())
                .filter(action -> progress(action.state() == null ? action.status() : action.state()) == progress)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String current(WorkflowStatus status) {
        return status.currentState() == null
                ? status.currentAction()
                : status.currentState().actionName();
    }

    private static @Nullable String condition(WorkflowStatus status) {
        if (status.conditions() == null) {
            return null;
        }
        return status.conditions().stream()
                .filter(condition -> "False".equals(condition.status()))
                .map(WorkflowStatus.Condition::message)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
