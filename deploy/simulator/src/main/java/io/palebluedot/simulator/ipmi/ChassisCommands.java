package io.palebluedot.simulator.ipmi;

import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.PowerState;
import io.palebluedot.simulator.machine.ResetType;

/** Network function Chassis: power and boot device (IPMI 2.0, 28). */
final class ChassisCommands implements CommandSet {

    private static final int CAPABILITIES = 0x00;
    private static final int STATUS = 0x01;
    private static final int CONTROL = 0x02;
    private static final int IDENTIFY = 0x04;
    private static final int SET_BOOT_OPTIONS = 0x08;
    private static final int GET_BOOT_OPTIONS = 0x09;

    private final Machine machine;
    private final BootOptions boot;

    ChassisCommands(Machine machine) {
        this.machine = machine;
        this.boot = new BootOptions(machine);
    }

    @Override
    public Privilege needs(int command) {
        return switch (command) {
            case CONTROL, IDENTIFY, SET_BOOT_OPTIONS, GET_BOOT_OPTIONS -> Privilege.OPERATOR;
            default -> Privilege.USER;
        };
    }

    @Override
    public int shortest(int command) {
        return switch (command) {
            case CONTROL, SET_BOOT_OPTIONS -> 1;
            case GET_BOOT_OPTIONS -> 3;
            default -> 0;
        };
    }

    @Override
    public Reply answer(Request request) {
        return switch (request.command()) {
            case CAPABILITIES -> Reply.of(0, 0x20, 0x20, 0x20, 0x20);
            case STATUS -> status();
            case CONTROL -> control(request.u8(0) & 15);
            case IDENTIFY -> Reply.done();
            case SET_BOOT_OPTIONS -> boot.set(request);
            case GET_BOOT_OPTIONS -> boot.get(request);
            default -> Reply.refused(Reply.UNKNOWN_COMMAND);
        };
    }

    /** Power, faults of supplies and fans; the restore policy is always on. */
    private Reply status() {
        PowerState power = machine.power();
        int on = power == PowerState.ON || power == PowerState.POWERING_OFF ? 1 : 0;
        int supply = machine.faults().has(FaultKind.PSU) ? 0x08 : 0;
        int cooling = machine.faults().has(FaultKind.FAN) ? 0x08 : 0;
        return Reply.of(0x40 | supply | on, 0, cooling);
    }

    private Reply control(int action) {
        boolean off = machine.power() == PowerState.OFF;
        return switch (action) {
            case 0 -> reset(ResetType.FORCE_OFF);
            case 1 -> reset(ResetType.ON);
            case 2 -> off ? Reply.refused(Reply.NOT_IN_THIS_STATE) : reset(ResetType.POWER_CYCLE);
            case 3 -> reset(ResetType.FORCE_RESTART);
            case 4 -> reset(ResetType.NMI);
            case 5 -> off ? Reply.refused(Reply.NOT_IN_THIS_STATE) : reset(ResetType.GRACEFUL_SHUTDOWN);
            default -> Reply.refused(Reply.WRONG_FIELD);
        };
    }

    private Reply reset(ResetType type) {
        return machine.reset(type) ? Reply.done() : Reply.refused(Reply.NOT_IN_THIS_STATE);
    }
}
