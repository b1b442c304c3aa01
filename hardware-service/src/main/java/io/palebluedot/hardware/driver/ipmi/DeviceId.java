package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A management controller's own facts, IPMI 2.0 20.1.
 *
 * @param firmware like {@code 1.73}
 * @param manufacturerId IANA enterprise number
 * @param sdrRepository it keeps the sensor records of the whole machine
 * @param deviceSdrs it keeps sensor records of its own
 */
public record DeviceId(
        int deviceId,
        int revision,
        String firmware,
        String ipmiVersion,
        int manufacturerId,
        int productId,
        boolean sdrRepository,
        boolean deviceSdrs) {

    static DeviceId of(Octets answer) {
        int version = answer.u8(4);
        return new DeviceId(
                answer.u8(0),
                answer.u8(1) & 0x0F,
                String.format("%d.%02x", answer.u8(2) & 0x7F, answer.u8(3)),
                (version & 0x0F) + "." + (version >> 4),
                answer.u24(6) & 0xFFFFF,
                answer.u16(9),
                answer.bit(5, 1),
                answer.bit(1, 7));
    }

    /**
     * The machine's UUID from the answer of Get System GUID. BMCs disagree on the order of its octets; null unless exactly one order
     * gives a UUID with a version, because a wrong UUID makes another machine of this one.
     */
    static @Nullable String uuid(Octets answer) {
        var raw = answer.slice(0, 16);
        var smbios = Octets.concat(
                raw.slice(0, 4).reversed(),
                raw.slice(4, 2).reversed(),
                raw.slice(6, 2).reversed(),
                raw.from(8));
        UUID only = null;
        for (var order : new Octets[] {raw, smbios, raw.reversed()}) {
            var uuid = uuidOf(order);
            boolean formed = uuid.variant() == 2 && uuid.version() >= 1 && uuid.version() <= 8;
            if (formed && only != null && !only.equals(uuid)) {
                return null;
            }
            only = formed ? uuid : only;
        }
        return only == null ? null : only.toString();
    }

    private static UUID uuidOf(Octets sixteen) {
        var text = new StringBuilder(sixteen.hex());
        for (int dash : new int[] {20, 16, 12, 8}) {
            text.insert(dash, '-');
        }
        return UUID.fromString(text.toString());
    }
}
