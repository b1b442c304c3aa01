package io.palebluedot.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.fault.Fault;
import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.machine.Gpu;
import io.palebluedot.simulator.machine.GpuPresence;
import io.palebluedot.simulator.machine.Machine;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Breaks a machine and repairs it again. */
public final class FaultInjector {

    private static final Set<FaultKind> ON_A_GPU = Set.of(
            FaultKind.GPU_TEMPERATURE,
            FaultKind.XID,
            FaultKind.GPU_GONE,
            FaultKind.ECC,
            FaultKind.NVLINK,
            FaultKind.ROW_REMAP);

    private static final Set<String> PROTOCOLS = Set.of("redfish", "ipmi");

    private FaultInjector() {}

    /** Why a fault was refused. */
    public static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * Breaks something.
     *
     * @throws Refused when the kind is unknown or a parameter is missing or out of range
     */
    public static Fault inject(Machine machine, ObjectNode parameters) throws Refused {
        Fault fault = check(machine, parameters);
        machine.faults().add(fault);
        apply(machine, fault);
        machine.changed();
        return fault;
    }

    /**
     * The fault that {@link #inject} would add; nothing is broken yet.
     *
     * @throws Refused as {@link #inject} does
     */
    static Fault check(Machine machine, ObjectNode parameters) throws Refused {
        String word = parameters.path("kind").asText("");
        Optional<FaultKind> kind = FaultKind.of(word);
        if (kind.isEmpty()) {
            throw new Refused("unknown kind '" + word + "'; known: "
                    + Arrays.stream(FaultKind.values()).map(FaultKind::word).collect(Collectors.joining(", ")));
        }
        Fault fault = new Fault(kind.get(), parameters.deepCopy());
        if (ON_A_GPU.contains(kind.get())) {
            gpu(machine, parameters);
        }
        require(fault);
        return fault;
    }

    /** Ends all faults of a kind, or of every kind when null. */
    public static void clear(Machine machine, @Nullable FaultKind kind) {
        for (FaultKind each : FaultKind.values()) {
            if (kind == null || kind == each) {
                machine.faults().clear(each).forEach(fault -> undo(machine, fault));
            }
        }
        machine.changed();
    }

    private static void require(Fault fault) throws Refused {
        if (!PROTOCOLS.contains(fault.text("protocol", "redfish"))) {
            throw new Refused("protocol must be one of " + PROTOCOLS);
        }
        String needed = switch (fault.kind()) {
            case GPU_TEMPERATURE, INLET -> "celsius";
            case XID -> "code";
            case REDIRECT -> "location";
            default -> "";
        };
        JsonNode value = fault.parameters().path(needed);
        if (!needed.isEmpty() && !(needed.equals("location") ? value.isTextual() : value.isInt())) {
            throw new Refused(fault.kind().word() + " needs '" + needed + "'; takes "
                    + fault.kind().parameters());
        }
    }

    private static Gpu gpu(Machine machine, ObjectNode parameters) throws Refused {
        JsonNode index = parameters.path("gpu");
        if (!index.isInt()
                || index.intValue() < 0
                || index.intValue() >= machine.gpus().size()) {
            throw new Refused("'gpu' must be 0 to " + (machine.gpus().size() - 1));
        }
        return machine.gpus().get(index.intValue());
    }

    private static void apply(Machine machine, Fault fault) {
        int index = fault.number("gpu", 0);
        switch (fault.kind()) {
            case GPU_TEMPERATURE -> machine.gpus().get(index).forceCelsius(fault.number("celsius", 0));
            case XID -> xid(machine, index, fault.number("code", 0));
            case GPU_GONE -> machine.presence(index, GpuPresence.REMOVED);
            case ECC -> ecc(machine, index, fault.number("sbe", 0), fault.number("dbe", 0));
            case NVLINK -> nvlink(machine, index, fault.number("errors", 1));
            case ROW_REMAP -> {
                Gpu gpu = machine.gpus().get(index);
                gpu.errors(gpu.errors()
                        .remapped(
                                fault.number("correctable", 0),
                                fault.number("uncorrectable", 1),
                                fault.parameters().path("failure").asBoolean(false)));
                machine.xid(index, 63, "Row Remapper: New row marked for remapping, reset gpu to activate.");
            }
            case PSU -> event(machine, "Critical", "Power supply " + (fault.number("psu", 0) + 1) + " failed");
            case DIMM ->
                event(
                        machine,
                        "Critical",
                        "Memory module " + (fault.number("dimm", 0) + 1) + " uncorrectable ECC error");
            case FAN ->
                event(machine, "Critical", "Fan " + (fault.number("fan", 0) + 1) + " below lower critical limit");
            case INLET -> event(machine, "Warning", "Inlet temperature " + fault.number("celsius", 0) + " C");
            default -> {
                // The rest is asked for where it takes effect.
            }
        }
    }

    private static void undo(Machine machine, Fault fault) {
        int index = fault.number("gpu", 0);
        switch (fault.kind()) {
            case GPU_TEMPERATURE -> machine.gpus().get(index).forceCelsius(null);
            case XID, GPU_GONE -> machine.presence(index, GpuPresence.PRESENT);
            case ECC, NVLINK, ROW_REMAP ->
                machine.gpus().get(index).errors(io.palebluedot.simulator.machine.GpuErrors.NONE);
            case PSU, FAN, DIMM, INLET -> event(machine, "OK", fault.kind().word() + " is back to normal");
            default -> {
                // Nothing was changed on the machine.
            }
        }
    }

    /** Xid 79 takes the GPU off the bus; its two neighbours on the NVLink report 74. */
    private static void xid(Machine machine, int index, int code) {
        switch (code) {
            case 79 -> {
                machine.xid(index, 79, "pid='<unknown>', name=<unknown>, GPU has fallen off the bus.");
                machine.presence(index, GpuPresence.LOST);
                int count = machine.gpus().size();
                for (int step = 1; step <= 2 && step < count; step++) {
                    nvlink(machine, (index + step) % count, 8);
                }
            }
            case 74 -> nvlink(machine, index, 8);
            case 48 -> ecc(machine, index, 0, 1);
            default -> machine.xid(index, code, "pid=4242, name=python3, reported by the simulator");
        }
    }

    private static void ecc(Machine machine, int index, int single, int twice) {
        Gpu gpu = machine.gpus().get(index);
        gpu.errors(gpu.errors().plusEcc(single, twice));
        if (twice > 0) {
            machine.xid(index, 48, "pid=4242, name=python3, DBE (double bit error) ECC Error detected");
        }
    }

    private static void nvlink(Machine machine, int index, int errors) {
        Gpu gpu = machine.gpus().get(index);
        gpu.errors(gpu.errors().plusNvlink(errors));
        machine.xid(index, 74, "pid='<unknown>', name=<unknown>, NVLink: fatal error detected on link 5");
    }

    private static void event(Machine machine, String severity, String message) {
        machine.log().event(machine.timeline().now(), severity, message);
    }
}
