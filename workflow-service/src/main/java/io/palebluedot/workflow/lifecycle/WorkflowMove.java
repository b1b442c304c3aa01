package io.palebluedot.workflow.lifecycle;

import static io.palebluedot.workflow.lifecycle.WorkflowState.*;
import static io.palebluedot.workflow.lifecycle.WorkflowTrigger.*;

import java.util.List;

/** One legal move of a workflow. {@link #TABLE} is the whole state machine and the source of docs/states-workflow.md. */
public record WorkflowMove(WorkflowState from, WorkflowTrigger trigger, WorkflowState to) {

    public static final List<WorkflowMove> TABLE = List.of(
            // Another workflow has the server.
            new WorkflowMove(PENDING, HOLD, WAITING),
            new WorkflowMove(PENDING, BEGIN, PREPARING),
            new WorkflowMove(PENDING, BEGIN, RUNNING),
            // After a retry the failed step may be a late one.
            new WorkflowMove(PENDING, BEGIN, WorkflowState.POST),
            new WorkflowMove(PENDING, BEGIN, CANCELLING),
            new WorkflowMove(WAITING, BEGIN, PREPARING),
            new WorkflowMove(WAITING, BEGIN, RUNNING),
            new WorkflowMove(WAITING, BEGIN, WorkflowState.POST),
            new WorkflowMove(WAITING, BEGIN, CANCELLING),
            new WorkflowMove(PREPARING, ADVANCE, RUNNING),
            new WorkflowMove(RUNNING, ADVANCE, WorkflowState.POST),
            // The installation's objects must be made again.
            new WorkflowMove(RUNNING, GO_BACK, PREPARING),
            new WorkflowMove(RUNNING, SUCCEED, SUCCESS),
            new WorkflowMove(WorkflowState.POST, SUCCEED, SUCCESS),
            new WorkflowMove(PREPARING, FAIL, FAILED),
            new WorkflowMove(RUNNING, FAIL, FAILED),
            new WorkflowMove(WorkflowState.POST, FAIL, FAILED),
            new WorkflowMove(CANCELLING, FAIL, FAILED),
            new WorkflowMove(WAITING, TIME_OUT, TIMEOUT),
            new WorkflowMove(PREPARING, TIME_OUT, TIMEOUT),
            new WorkflowMove(RUNNING, TIME_OUT, TIMEOUT),
            new WorkflowMove(WorkflowState.POST, TIME_OUT, TIMEOUT),
            new WorkflowMove(PENDING, PAUSE, PAUSED),
            new WorkflowMove(WAITING, PAUSE, PAUSED),
            new WorkflowMove(PREPARING, PAUSE, PAUSED),
            new WorkflowMove(RUNNING, PAUSE, PAUSED),
            new WorkflowMove(WorkflowState.POST, PAUSE, PAUSED),
            new WorkflowMove(PAUSED, RESUME, PENDING),
            new WorkflowMove(PAUSED, RESUME, PREPARING),
            new WorkflowMove(PAUSED, RESUME, RUNNING),
            new WorkflowMove(PAUSED, RESUME, WorkflowState.POST),
            // Nothing was done yet, so nothing is taken back.
            new WorkflowMove(PENDING, CANCEL, CANCELLED),
            new WorkflowMove(WAITING, CANCEL, CANCELLED),
            new WorkflowMove(PAUSED, CANCEL, CANCELLED),
            new WorkflowMove(PREPARING, CANCEL, CANCELLING),
            new WorkflowMove(RUNNING, CANCEL, CANCELLING),
            new WorkflowMove(WorkflowState.POST, CANCEL, CANCELLING),
            new WorkflowMove(PAUSED, CANCEL, CANCELLING),
            new WorkflowMove(CANCELLING, FINISH_CANCEL, CANCELLED),
            new WorkflowMove(FAILED, RETRY, PENDING),
            new WorkflowMove(TIMEOUT, RETRY, PENDING));

    /** A broken invariant when there is no such move. */
    static WorkflowMove legal(WorkflowState from, WorkflowTrigger trigger, WorkflowState to) {
        var move = new WorkflowMove(from, trigger, to);
        if (!TABLE.contains(move)) {
            throw new IllegalStateException("a workflow does not move " + move);
        }
        return move;
    }
}
