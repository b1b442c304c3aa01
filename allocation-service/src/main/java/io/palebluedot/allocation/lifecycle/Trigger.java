package io.palebluedot.allocation.lifecycle;

/** What moves an allocation. */
public enum Trigger {
    /** A request was accepted. */
    SUBMITTED,
    /** The planner placed it and the transaction held the GPUs. */
    HELD,
    /** No room now, and the request waits for it. */
    QUEUED,
    /** Something was freed: a queued request is tried again. */
    RETRIED,
    /** A queued request can never be met any more. */
    REJECTED,
    /** Its owner gave a queued request up. */
    CANCELLED,
    /** Its end passed while it waited. */
    END_PASSED_WAITING,
    /** A deploy workflow began. */
    DEPLOY_STARTED,
    /** Every server that it touches runs its system. */
    READY,
    /** A deploy workflow failed, or a deadline passed. */
    DEPLOY_FAILED,
    /** Its owner powered it off. */
    STOP_ASKED,
    /** Its owner powered it on. */
    START_ASKED,
    /** A GPU that it holds does not work any more. */
    GPU_FAILED,
    /** All GPUs that it holds work again. */
    GPU_RECOVERED,
    /** A spare for the failed GPU was found. */
    SPARE_FOUND,
    /** The spare took the failed GPU's place. */
    REPLACED,
    /** Its end passed. */
    END_PASSED,
    /** Its owner, or its end, gives the GPUs back. */
    RELEASE_ASKED,
    /** Nothing is held any more. */
    GIVEN_BACK,
    /** Nothing is held any more, after a failure. */
    GIVEN_BACK_AFTER_FAILURE
}
