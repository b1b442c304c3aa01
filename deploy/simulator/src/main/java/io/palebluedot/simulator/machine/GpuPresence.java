package io.palebluedot.simulator.machine;

/** Whether a GPU is there: LOST has fallen off the bus (Xid 79) and is still in its slot, REMOVED is gone. */
public enum GpuPresence {
    PRESENT,
    LOST,
    REMOVED
}
