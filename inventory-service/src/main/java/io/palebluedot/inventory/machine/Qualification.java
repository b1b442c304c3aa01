package io.palebluedot.inventory.machine;

import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.inventory.lifecycle.GpuTrigger;
import io.palebluedot.inventory.lifecycle.ServerState;
import io.palebluedot.inventory.lifecycle.ServerTrigger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How a server gets to available, and what keeps it from there. */
public final class Qualification {

    /** A server that failed here has never been anybody's: a better inspection lets it go on by itself. */
    private static final Set<ServerState> BEFORE_USE = EnumSet.of(
            ServerState.ENROLLED,
            ServerState.VERIFYING,
            ServerState.MANAGEABLE,
            ServerState.INSPECTING,
            ServerState.PREPARING,
            ServerState.VALIDATING);

    private Qualification() {}

    /** Its BMC was handed to hardware-service, which verifies and inspects it. */
    public static void registered(Machine machine) {
        machine.move(ServerTrigger.VERIFY, "BMC registered");
    }

    /** Its tree was read and taken over: every step up to the health gate is done. */
    public static void inspected(Machine machine) {
        step(machine, ServerState.RETIRED, ServerTrigger.ENROL, "discovered again");
        step(machine, ServerState.ENROLLED, ServerTrigger.VERIFY, "a BMC answered");
        step(machine, ServerState.VERIFYING, ServerTrigger.VERIFIED, "the BMC accepted the credentials");
        step(machine, ServerState.MANAGEABLE, ServerTrigger.INSPECT, null);
        step(machine, ServerState.INSPECTING, ServerTrigger.INSPECTED, "tree read");
        step(machine, ServerState.PREPARING, ServerTrigger.PREPARED, "asset completed");
        if (recovers(machine)) {
            machine.move(ServerTrigger.REQUALIFY, "inspected again");
        }
        validate(machine);
        var reasons = objections(machine.server());
        if (machine.server().state() == ServerState.AVAILABLE && !reasons.isEmpty()) {
            machine.move(ServerTrigger.FAIL, String.join("; ", reasons));
        }
        settle(machine);
    }

    /** The health gate: a server in validating passes or fails here. */
    public static void validate(Machine machine) {
        if (machine.server().state() != ServerState.VALIDATING) {
            return;
        }
        var reasons = objections(machine.server());
        if (reasons.isEmpty()) {
            machine.move(ServerTrigger.PASS, "health gate passed");
        } else {
            machine.move(ServerTrigger.FAIL, String.join("; ", reasons));
        }
        settle(machine);
    }

    /** What keeps a server from being available. */
    public static List<String> objections(ServerLife server) {
        var reasons = new ArrayList<String>();
        if (server.vitals().critical()) {
            reasons.add("health is Critical");
        }
        if (server.conflict() != null) {
            reasons.add("not as expected: " + server.conflict());
        }
        return reasons;
    }

    /** Lets GPUs go on as far as their server allows. */
    public static void settle(Machine machine) {
        var state = machine.server().state();
        if (state != ServerState.AVAILABLE && state != ServerState.ACTIVE) {
            return;
        }
        for (GpuLife gpu : machine.gpus()) {
            switch (gpu.state()) {
                case DISCOVERED -> machine.moveGpu(gpu.id(), GpuTrigger.QUALIFY, null);
                case DRAINING -> {
                    machine.moveGpu(gpu.id(), GpuTrigger.RESET, null);
                    machine.moveGpu(gpu.id(), GpuTrigger.RESET_DONE, null);
                }
                case RESETTING -> machine.moveGpu(gpu.id(), GpuTrigger.RESET_DONE, null);
                case AVAILABLE, RESERVED, ALLOCATED, FAULTY, RMA, REMOVED -> {}
            }
        }
    }

    /**
     * An operator's word: the server and its faulty GPUs are tried again.
     *
     * @return false when the server is in no state for this
     */
    public static boolean requalify(Machine machine) {
        var state = machine.server().state();
        boolean serves = state == ServerState.AVAILABLE || state == ServerState.ACTIVE;
        if (!serves && !machine.move(ServerTrigger.REQUALIFY, "requalified")) {
            return false;
        }
        for (GpuLife gpu : machine.gpus()) {
            if (gpu.state() == GpuState.FAULTY && gpu.present() && !gpu.critical() && gpu.hold() == null) {
                machine.moveGpu(gpu.id(), GpuTrigger.REQUALIFY, "requalified");
            }
        }
        validate(machine);
        settle(machine);
        return true;
    }

    /** It could not be verified or inspected. */
    public static void notReadable(Machine machine, String cause) {
        var state = machine.server().state();
        if (state == ServerState.ENROLLED || state == ServerState.VERIFYING || state == ServerState.INSPECTING) {
            machine.move(ServerTrigger.FAIL, cause);
        }
    }

    private static boolean recovers(Machine machine) {
        var server = machine.server();
        return server.state() == ServerState.FAILED
                && !server.dirty()
                && server.fault() != null
                && server.fault().from() != null
                && BEFORE_USE.contains(server.fault().from())
                && objections(server).isEmpty();
    }

    private static void step(
            Machine machine, ServerState at, ServerTrigger trigger, @org.jspecify.annotations.Nullable String cause) {
        if (machine.server().state() == at) {
            machine.move(trigger, cause);
        }
    }
}
