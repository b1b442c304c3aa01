package io.palebluedot.hardware.telemetry.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines of the NVIDIA kernel driver, as dmesg, the journal or syslog write them. */
public final class KernelLog {

    /** One {@code NVRM: Xid} line; UUID and serial when lines of the same log tell them. */
    public record XidLine(
            int code,
            @Nullable String pciAddress,
            @Nullable String uuid,
            @Nullable String serial,
            String line) {}

    /** What was read; {@code others} are lines about something else, at most a few */
    public record Log(List<XidLine> xids, List<String> others) {}

    private static final Pattern XID = Pattern.compile("NVRM: Xid \\((?:PCI:)?([0-9a-fA-F:.]+)\\): (\\d{1,4})(?:,|$)");
    private static final Pattern GPU = Pattern.compile("NVRM: GPU at (?:PCI:)?([0-9a-fA-F:.]+): (GPU-[0-9a-fA-F-]+)");
    private static final Pattern SERIAL = Pattern.compile("NVRM: GPU Board Serial Number: (\\S+)");
    private static final int MAX_LINE = 1_000;
    private static final int MAX_OTHERS = 20;

    private KernelLog() {}

    public static boolean looksLike(String text) {
        return text.contains("NVRM: ");
    }

    public static Log parse(String text) {
        var uuids = new HashMap<String, String>();
        var serials = new HashMap<String, String>();
        var xids = new ArrayList<XidLine>();
        var others = new ArrayList<String>();
        String lastGpu = "";
        for (String line : (Iterable<String>) text.lines()::iterator) {
            var gpu = GPU.matcher(line);
            var serial = SERIAL.matcher(line);
            var xid = XID.matcher(line);
            if (gpu.find()) {
                lastGpu = gpu.group(1);
                uuids.put(key(lastGpu), gpu.group(2));
            } else if (serial.find()) {
                serials.put(key(lastGpu), serial.group(1));
            } else if (xid.find()) {
                xids.add(xid(xid.group(1), Integer.parseInt(xid.group(2)), line, uuids, serials));
            } else if (!line.isBlank() && others.size() < MAX_OTHERS) {
                others.add(shortened(line, 120));
            }
        }
        return new Log(xids, others);
    }

    private static XidLine xid(
            String pci, int code, String line, Map<String, String> uuids, Map<String, String> serials) {
        return new XidLine(
                code,
                PciAddress.of(pci),
                GpuUuid.of(uuids.get(key(pci))),
                serials.get(key(pci)),
                shortened(line, MAX_LINE));
    }

    private static String key(String pci) {
        String address = PciAddress.of(pci);
        return address == null ? pci : address;
    }

    private static String shortened(String line, int length) {
        return line.length() <= length ? line : line.substring(0, length);
    }
}
