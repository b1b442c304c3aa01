package io.palebluedot.workflow.tinkerbell;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the controller tells. Two generations of words are read: {@code STATE_RUNNING}, {@code currentAction} and an action's {@code status} of
 * tinkerbell/tink, and {@code RUNNING}, {@code currentState} and {@code state} of today's tinkerbell/tinkerbell.
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorkflowStatus(
        @Nullable String state,
        @Nullable String currentAction,
        @Nullable CurrentState currentState,
        @Nullable List<Task> tasks,
        @Nullable List<Condition> conditions) {

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record CurrentState(@Nullable String actionName) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Task(@Nullable String name, @Nullable List<Action> actions) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Action(
            @Nullable String name,
            @Nullable String status,
            @Nullable String state,
            @Nullable String message) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Condition(
            @Nullable String type,
            @Nullable String status,
            @Nullable String message) {}
}
