package io.palebluedot.hardware.driver.ipmi.fru;

import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.nio.charset.StandardCharsets;

/** FRU data written as the storage definition says, for tests. */
public final class FruBytes {

    private FruBytes() {}

    /** Header, chassis, board and product of a server. */
    public static Octets server() {
        var chassis = area(Octets.of(0x17), "CSE-825", "C1234");
        var board = area(Octets.of(0x19, 0x80, 0x4D, 0xD0), "Supermicro", "X13DEG", "BRD77", "PN-9", "");
        var product = area(Octets.of(0x19), "Supermicro", "SYS-821GE", "821GE-TNHR", "01", "S421234X", "Asset 7");
        return Octets.concat(
                header(0, 1, 1 + chassis.length() / 8, 1 + (chassis.length() + board.length()) / 8),
                chassis,
                board,
                product);
    }

    public static Octets header(int internal, int chassis, int board, int product) {
        var head = Octets.of(1, internal, chassis, board, product, 0, 0);
        return head.plus(Octets.of(-head.sum()));
    }

    public static Octets area(Octets fixed, String... fields) {
        var body = Octets.of(1, 0).plus(fixed);
        for (String field : fields) {
            body = body.plus(Octets.of(0xC0 | field.length()))
                    .plus(Octets.copyOf(field.getBytes(StandardCharsets.ISO_8859_1)));
        }
        body = body.plus(Octets.of(0xC1));
        int length = (body.length() + 8) / 8 * 8;
        body = body.plus(Octets.copyOf(new byte[length - 1 - body.length()]));
        var sized = Octets.concat(body.slice(0, 1), Octets.of(length / 8), body.from(2));
        return sized.plus(Octets.of(-sized.sum()));
    }
}
