package io.palebluedot.simulator.ipmi;

import io.palebluedot.simulator.machine.BootOverride;
import io.palebluedot.simulator.machine.Machine;
import java.util.Map;

/** System boot options 0 and 3 to 5 (IPMI 2.0, table 28-14); the boot flags are the machine's own boot override. */
final class BootOptions {

    private static final int PARAMETER_VERSION = 1;
    private static final int PROGRESS = 0;
    private static final int KEEP_FLAGS = 3;
    private static final int ACKNOWLEDGE = 4;
    private static final int FLAGS = 5;
    private static final int ALREADY_IN_PROGRESS = 0x81;
    private static final Map<Integer, String> DEVICES = Map.of(
            0x1, "Pxe", 0x2, "Hdd", 0x3, "Hdd", 0x4, "Diags", 0x5, "Cd", 0x6, "BiosSetup", 0x8, "Cd", 0xF, "Usb");

    private final Machine machine;
    private int progress;
    private int keepFlags;
    private final int[] acknowledged = new int[2];

    BootOptions(Machine machine) {
        this.machine = machine;
    }

    Reply set(Request request) {
        int parameter = request.u8(0) & 0x7F;
        int given = request.length() - 1;
        return switch (parameter) {
            case PROGRESS -> given < 1 ? Reply.refused(Reply.WRONG_LENGTH) : progress(request.u8(1) & 3);
            case KEEP_FLAGS -> {
                keepFlags = given < 1 ? keepFlags : request.u8(1) & 0x1F;
                yield given < 1 ? Reply.refused(Reply.WRONG_LENGTH) : Reply.done();
            }
            case ACKNOWLEDGE -> given < 2 ? Reply.refused(Reply.WRONG_LENGTH) : acknowledge(request);
            case FLAGS -> given < 5 ? Reply.refused(Reply.WRONG_LENGTH) : flags(request);
            default -> Reply.refused(Reply.PARAMETER_NOT_SUPPORTED);
        };
    }

    Reply get(Request request) {
        int parameter = request.u8(0) & 0x7F;
        OctetWriter out = new OctetWriter().u8(PARAMETER_VERSION, parameter);
        switch (parameter) {
            case PROGRESS -> out.u8(progress);
            case KEEP_FLAGS -> out.u8(keepFlags);
            case ACKNOWLEDGE -> out.u8(0, acknowledged[1]);
            case FLAGS -> flags(out, machine.boot());
            default -> {
                return Reply.refused(Reply.PARAMETER_NOT_SUPPORTED);
            }
        }
        return Reply.of(out);
    }

    private Reply progress(int wanted) {
        if (wanted == 1 && progress == 1) {
            return Reply.refused(ALREADY_IN_PROGRESS);
        }
        progress = wanted == 1 ? 1 : 0;
        return Reply.done();
    }

    private Reply acknowledge(Request request) {
        int mask = request.u8(1);
        acknowledged[1] = (acknowledged[1] & ~mask) | (request.u8(2) & mask);
        return Reply.done();
    }

    private Reply flags(Request request) {
        int how = request.u8(1);
        int device = (request.u8(2) >> 2) & 15;
        String mode = (how & 0x20) == 0 ? "Legacy" : "UEFI";
        if ((how & 0x80) == 0 || device == 0) {
            machine.boot(new BootOverride("None", "Disabled", mode));
            return Reply.done();
        }
        String target = DEVICES.get(device);
        if (target == null) {
            return Reply.refused(Reply.WRONG_FIELD);
        }
        machine.boot(new BootOverride(target, (how & 0x40) == 0 ? "Once" : "Continuous", mode));
        return Reply.done();
    }

    private static void flags(OctetWriter out, BootOverride boot) {
        int device = DEVICES.entrySet().stream()
                .filter(each -> each.getValue().equals(boot.target()))
                .mapToInt(Map.Entry::getKey)
                .min()
                .orElse(0);
        int valid = boot.enabled().equals("Disabled") ? 0 : 0x80;
        int persistent = boot.enabled().equals("Continuous") ? 0x40 : 0;
        int efi = boot.mode().equals("UEFI") ? 0x20 : 0;
        out.u8(valid | persistent | efi, valid == 0 ? 0 : device << 2, 0, 0, 0);
    }
}
