package io.palebluedot.inventory.lifecycle;

/** What moves a GPU. */
public enum GpuTrigger {
    QUALIFY,
    RESERVE,
    ALLOCATE,
    RELEASE,
    RESET,
    RESET_DONE,
    FAULT,
    REQUALIFY,
    SEND_BACK,
    RETURN,
    REMOVE,
    TIMEOUT
}
