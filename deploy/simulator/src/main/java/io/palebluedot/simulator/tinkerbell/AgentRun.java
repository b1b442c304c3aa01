package io.palebluedot.simulator.tinkerbell;

import io.palebluedot.simulator.machine.Machine;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A workflow on its way on one machine. Times are real; durations were shortened by the rack's speed before.
 *
 * @param action the action that runs now, counted over all tasks
 * @param actionEnds when it ends
 * @param deadline when the workflow is over whatever happens; absent without a global timeout
 */
record AgentRun(
        Machine machine,
        RenderedTemplate template,
        int action,
        Instant actionEnds,
        @Nullable Instant deadline) {

    AgentRun next(Instant ends) {
        return new AgentRun(machine, template, action + 1, ends, deadline);
    }

    TemplateAction current() {
        return template.actions().get(action);
    }

    boolean last() {
        return action == template.actions().size() - 1;
    }

    boolean late(Instant now) {
        return deadline != null && now.isAfter(deadline);
    }
}
