package io.palebluedot.inventory.machine;

import io.palebluedot.events.ServerEvent.ServerProvisioned;
import io.palebluedot.inventory.lifecycle.ServerState;
import io.palebluedot.inventory.lifecycle.ServerTrigger;
import org.jspecify.annotations.Nullable;

/** What workflows and firmware operations do to a server. */
public final class Provisioning {

    private Provisioning() {}

    public static void deployStarted(Machine machine) {
        if (machine.move(ServerTrigger.DEPLOY, "deploy workflow started")) {
            machine.update(machine.server().dirty(true));
        }
    }

    public static void deployed(Machine machine, @Nullable String allocationId) {
        deployStartedUnheard(machine);
        if (machine.move(ServerTrigger.DEPLOYED, "deploy workflow succeeded")) {
            machine.tell(new ServerProvisioned(machine.server().name(), allocationId));
        }
        Qualification.settle(machine);
    }

    public static void deployFailed(Machine machine, String cause) {
        var state = machine.server().state();
        if (state == ServerState.RESERVED || state == ServerState.DEPLOYING) {
            machine.move(ServerTrigger.FAIL, cause);
        }
    }

    public static void deployCancelled(Machine machine) {
        if (machine.server().state() == ServerState.DEPLOYING) {
            machine.move(ServerTrigger.RELEASE, "deploy workflow cancelled");
        }
    }

    public static void cleanStarted(Machine machine) {
        if (machine.server().state() == ServerState.DEPLOYING) {
            machine.move(ServerTrigger.RELEASE, "cleanup workflow started");
        }
        // Half-cleaned is not clean: only the end of a cleaning makes it so.
        if (machine.move(ServerTrigger.CLEAN, "cleanup workflow started")) {
            machine.update(machine.server().dirty(true));
        }
    }

    /** Cleaned: through the health gate, which then lets the GPUs go on. */
    public static void cleaned(Machine machine) {
        if (machine.move(ServerTrigger.CLEANED, "cleanup workflow succeeded")) {
            machine.update(machine.server().dirty(false));
            Qualification.validate(machine);
        }
    }

    public static void cleanFailed(Machine machine, String cause) {
        if (machine.server().state() == ServerState.DEPROVISIONING) {
            cleanStarted(machine);
        }
        machine.move(ServerTrigger.CLEAN_FAILED, cause);
    }

    /** Its firmware is being changed; only a server that nobody uses is taken out for it. */
    public static void serviceStarted(Machine machine, String what) {
        machine.move(ServerTrigger.SERVICE, what);
    }

    public static void serviceEnded(Machine machine, String outcome) {
        if (machine.move(ServerTrigger.SERVICED, outcome)) {
            Qualification.validate(machine);
        }
    }

    /** A workflow may end before the reservation was heard of; started it was for sure. */
    private static void deployStartedUnheard(Machine machine) {
        if (machine.server().state() == ServerState.RESERVED || machine.server().state() == ServerState.AVAILABLE) {
            deployStarted(machine);
        }
    }
}
