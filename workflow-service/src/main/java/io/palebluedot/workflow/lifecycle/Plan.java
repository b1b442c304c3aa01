package io.palebluedot.workflow.lifecycle;

import static io.palebluedot.workflow.lifecycle.Phase.POST;
import static io.palebluedot.workflow.lifecycle.Phase.PREPARE;
import static io.palebluedot.workflow.lifecycle.Phase.RUN;
import static io.palebluedot.workflow.lifecycle.Phase.UNDO;

import java.util.List;

/** The steps of each kind in order, and those that take a cancelled one back. */
public final class Plan {

    private static final List<StepPlan> DEPLOY = List.of(
            new StepPlan(StepName.HEALTH_GATE, PREPARE),
            new StepPlan(StepName.RENDER_TEMPLATE, PREPARE),
            new StepPlan(StepName.CREATE_HARDWARE, PREPARE),
            new StepPlan(StepName.CREATE_WORKFLOW, PREPARE),
            new StepPlan(StepName.BOOT_PXE, RUN),
            new StepPlan(StepName.PROVISION, RUN),
            new StepPlan(StepName.BOOT_DISK, POST),
            new StepPlan(StepName.VERIFY, POST));

    private static final List<StepPlan> CLEANUP = List.of(
            new StepPlan(StepName.STOP, PREPARE),
            new StepPlan(StepName.RENDER_TEMPLATE, PREPARE),
            new StepPlan(StepName.CREATE_HARDWARE, PREPARE),
            new StepPlan(StepName.CREATE_WORKFLOW, PREPARE),
            new StepPlan(StepName.BOOT_PXE, RUN),
            new StepPlan(StepName.WIPE, RUN),
            new StepPlan(StepName.REMOVE_OBJECTS, POST),
            new StepPlan(StepName.RESET_BOOT, POST),
            new StepPlan(StepName.INSPECT, POST));

    private static final List<StepPlan> VALIDATE =
            List.of(new StepPlan(StepName.INSPECT, RUN), new StepPlan(StepName.HEALTH_GATE, POST));

    private static final List<StepPlan> UNDO_OPERATION = List.of(new StepPlan(StepName.CANCEL_OPERATION, UNDO));

    private static final List<StepPlan> UNDO_INSTALLATION = List.of(
            new StepPlan(StepName.CANCEL_OPERATION, UNDO),
            new StepPlan(StepName.REMOVE_OBJECTS, UNDO),
            new StepPlan(StepName.RESET_BOOT, UNDO),
            new StepPlan(StepName.POWER_OFF, UNDO));

    private Plan() {}

    public static List<StepPlan> steps(WorkflowKind kind) {
        return switch (kind) {
            case DEPLOY -> DEPLOY;
            case CLEANUP -> CLEANUP;
            case INSPECT -> List.of(new StepPlan(StepName.INSPECT, RUN));
            case VALIDATE -> VALIDATE;
            case STOP -> List.of(new StepPlan(StepName.STOP, RUN));
            case START -> List.of(new StepPlan(StepName.POWER_ON, RUN));
        };
    }

    public static List<StepPlan> undo(WorkflowKind kind) {
        return switch (kind) {
            case DEPLOY, CLEANUP -> UNDO_INSTALLATION;
            case INSPECT, VALIDATE, STOP, START -> UNDO_OPERATION;
        };
    }
}
