package io.palebluedot.simulator.tinkerbell;

import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.ResetType;

/** What actions do to the machine they run on. */
final class MachineEffects {

    private MachineEffects() {}

    static void afterAction(AgentRun run) {
        TemplateAction action = run.current();
        if (action.wipes()) {
            run.machine().install(null);
        } else if (action.installs()) {
            run.machine().install(run.template().name());
        }
    }

    /** A workflow that neither wrote nor wiped by its actions is taken at its name; then the machine goes on. */
    static void afterWorkflow(AgentRun run) {
        Machine machine = run.machine();
        RenderedTemplate template = run.template();
        boolean wrote = template.actions().stream().anyMatch(TemplateAction::installs);
        if (template.wipes() && !wrote) {
            machine.install(null);
        } else if (!wrote && machine.system() == null && !template.name().matches("(?i).*(inspect|discover|noop).*")) {
            machine.install(template.name());
        }
        if (template.actions().stream().anyMatch(TemplateAction::powersOff)) {
            machine.reset(ResetType.GRACEFUL_SHUTDOWN);
        } else if (template.actions().stream().anyMatch(TemplateAction::kexecs) && machine.system() != null) {
            machine.kexec();
        } else if (template.actions().stream().anyMatch(action -> action.reboots() || action.kexecs())) {
            machine.restart();
        }
    }
}
