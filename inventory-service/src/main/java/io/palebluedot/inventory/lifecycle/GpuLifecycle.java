package io.palebluedot.inventory.lifecycle;

import static io.palebluedot.inventory.lifecycle.GpuState.*;
import static io.palebluedot.inventory.lifecycle.GpuTrigger.*;

import java.util.EnumSet;

/** The life of a GPU. */
public final class GpuLifecycle {

    public static final Transitions<GpuState, GpuTrigger> TABLE = Transitions.<GpuState, GpuTrigger>bornAs(DISCOVERED)
            .row(DISCOVERED, QUALIFY, AVAILABLE)
            .row(AVAILABLE, RESERVE, RESERVED)
            .row(RESERVED, ALLOCATE, ALLOCATED)
            .rows(EnumSet.of(RESERVED, ALLOCATED), RELEASE, DRAINING)
            .row(DRAINING, RESET, RESETTING)
            .row(RESETTING, RESET_DONE, AVAILABLE)
            .rows(EnumSet.of(DISCOVERED, AVAILABLE, RESERVED, ALLOCATED, DRAINING, RESETTING), FAULT, FAULTY)
            .row(FAULTY, REQUALIFY, RESETTING)
            .row(FAULTY, SEND_BACK, RMA)
            // A GPU that shows up again, in the same server or in another one, begins anew.
            .rows(EnumSet.of(FAULTY, RMA, REMOVED), RETURN, DISCOVERED)
            .rows(EnumSet.of(DISCOVERED, AVAILABLE, DRAINING, RESETTING, FAULTY, RMA), REMOVE, REMOVED)
            // allocation-service ends a reservation long before; this is the forced exit.
            .row(RESERVED, TIMEOUT, DRAINING)
            .rows(EnumSet.of(DRAINING, RESETTING), TIMEOUT, FAULTY)
            .build();

    private GpuLifecycle() {}
}
