package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a network switch tells of itself; absent facts stay absent. */
public interface SwitchReader {

    record Platform(
            @Nullable String hostname,
            @Nullable String manufacturer,
            @Nullable String model,
            @Nullable String serialNumber,
            @Nullable String softwareVersion,
            @Nullable Instant bootTime) {}

    /**
     * One port or logical interface.
     *
     * @param enabled as configured
     * @param adminStatus UP, DOWN, TESTING
     * @param operStatus UP, DOWN, LOWER_LAYER_DOWN …
     * @param speedBitsPerSecond of the port
     * @param mtu bytes
     * @param accessVlan untagged VLAN of an access port
     * @param transceiver name of the {@link Optic} that is plugged in
     * @param counters {@code in_octets}, {@code out_errors} …: totals since the switch cleared them
     */
    record SwitchInterface(
            String name,
            @Nullable Boolean enabled,
            @Nullable String adminStatus,
            @Nullable String operStatus,
            @Nullable Long speedBitsPerSecond,
            @Nullable Integer mtu,
            @Nullable String description,
            @Nullable String macAddress,
            @Nullable Integer accessVlan,
            @Nullable String transceiver,
            Map<String, Long> counters) {

        /** These facts, and the earlier ones where these say nothing. */
        public SwitchInterface after(SwitchInterface earlier) {
            return new SwitchInterface(
                    name,
                    later(enabled, earlier.enabled),
                    later(adminStatus, earlier.adminStatus),
                    later(operStatus, earlier.operStatus),
                    later(speedBitsPerSecond, earlier.speedBitsPerSecond),
                    later(mtu, earlier.mtu),
                    later(description, earlier.description),
                    later(macAddress, earlier.macAddress),
                    later(accessVlan, earlier.accessVlan),
                    later(transceiver, earlier.transceiver),
                    counters.isEmpty() ? earlier.counters : counters);
        }

        private static <T> @Nullable T later(@Nullable T now, @Nullable T before) {
            return now == null ? before : now;
        }
    }

    /** Light of one lane; powers in dBm, current in mA. */
    record Lane(
            int index,
            @Nullable Double rxPowerDbm,
            @Nullable Double txPowerDbm,
            @Nullable Double biasMilliamps) {}

    record Optic(
            String name,
            @Nullable Boolean present,
            @Nullable String vendor,
            @Nullable String partNumber,
            @Nullable String serialNumber,
            @Nullable Double temperatureCelsius,
            List<Lane> lanes) {}

    /** Who is at the other end of a port, by LLDP (IEEE 802.1AB). */
    record Neighbour(
            String localPort,
            @Nullable String chassisId,
            @Nullable String portId,
            @Nullable String portDescription,
            @Nullable String systemName) {}

    Uni<Platform> readPlatform(Bmc bmc);

    Uni<List<SwitchInterface>> readInterfaces(Bmc bmc);

    Uni<List<Optic>> readOptics(Bmc bmc);

    Uni<List<Neighbour>> readNeighbours(Bmc bmc);
}
