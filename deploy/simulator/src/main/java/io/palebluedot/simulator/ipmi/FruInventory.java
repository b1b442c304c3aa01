package io.palebluedot.simulator.ipmi;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** FRU 0: chassis, board and product area (Platform Management FRU Information Storage Definition 1.0). */
final class FruInventory {

    private static final int RACK_MOUNT = 0x17;
    private static final int ENGLISH = 25;
    private static final int LONGEST = 63;
    private static final int END = 0xC1;

    private FruInventory() {}

    static byte[] of(HardwareFacts facts) {
        JsonNode system = facts.system();
        JsonNode chassis = facts.chassis();
        String maker = system.path("Manufacturer").asText("");
        String model = system.path("Model").asText("");
        String part = system.path("PartNumber").asText(system.path("SKU").asText(""));
        byte[] chassisArea = area(
                new OctetWriter().u8(1, 0, RACK_MOUNT),
                chassis.path("PartNumber").asText(""),
                chassis.path("SerialNumber").asText(""));
        byte[] boardArea = area(
                new OctetWriter().u8(1, 0, ENGLISH).u24(0),
                maker,
                model,
                chassis.path("SerialNumber").asText(""),
                part,
                "");
        byte[] productArea = area(
                new OctetWriter().u8(1, 0, ENGLISH),
                maker,
                model,
                part,
                "",
                system.path("SerialNumber").asText(""),
                system.path("AssetTag").asText(""),
                "");
        int board = 1 + chassisArea.length / 8;
        byte[] head = new OctetWriter()
                .u8(1, 0, 1, board, board + boardArea.length / 8, 0, 0)
                .toBytes();
        return new OctetWriter()
                .bytes(head)
                .u8(OctetWriter.checksum(head, 0, head.length))
                .bytes(chassisArea)
                .bytes(boardArea)
                .bytes(productArea)
                .toBytes();
    }

    /** Fields, the end mark, zeros up to a multiple of eight, the length in eights at octet 1, and the checksum. */
    private static byte[] area(OctetWriter out, String... fields) {
        for (String field : fields) {
            byte[] text = field.strip().getBytes(StandardCharsets.ISO_8859_1);
            // One single octet would read as the end mark.
            byte[] kept =
                    text.length == 1 ? new byte[] {text[0], ' '} : Arrays.copyOf(text, Math.min(text.length, LONGEST));
            out.u8(0xC0 | kept.length).bytes(kept);
        }
        out.u8(END);
        out.times(0, Math.floorMod(-(out.size() + 1), 8));
        byte[] area = out.u8(0).toBytes();
        area[1] = (byte) (area.length / 8);
        area[area.length - 1] = (byte) OctetWriter.checksum(area, 0, area.length - 1);
        return area;
    }
}
