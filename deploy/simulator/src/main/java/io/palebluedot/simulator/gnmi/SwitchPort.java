package io.palebluedot.simulator.gnmi;

import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.PowerState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One port of a switch: its configuration, and the server at the other end of its cable. Safe for concurrent use. */
final class SwitchPort {

    /** What a client may set. */
    record Config(
            boolean enabled,
            int mtu,
            String description,
            @Nullable Integer accessVlan) {}

    private static final long BYTES_PER_SECOND = 12_500_000;

    private final String name;
    private final @Nullable Machine machine;
    private final String mac;
    private Instant counted;
    private long octets;
    private volatile Config config;
    private volatile boolean cut;
    private volatile double celsius = 41.5;
    private volatile double rxDbm = -1.5;

    /** A port with a cable to a server, or to the network where {@code machine} is null. */
    SwitchPort(String name, @Nullable Machine machine, String mac, Instant since) {
        this.name = name;
        this.machine = machine;
        this.mac = mac;
        this.counted = since;
        this.config = new Config(true, 9216, machine == null ? "uplink" : "", machine == null ? null : 100);
    }

    String name() {
        return name;
    }

    @Nullable
    Machine machine() {
        return machine;
    }

    /** MAC address of the other end. */
    String mac() {
        return mac;
    }

    Config config() {
        return config;
    }

    void config(Config wanted) {
        config = wanted;
    }

    /** The link is there: enabled here, powered there, and the cable whole. */
    boolean up() {
        return config.enabled() && !cut && (machine == null || machine.power() == PowerState.ON);
    }

    /** Octets in each direction, which grow while the link is up. */
    synchronized long octets(Instant now) {
        long seconds = Math.max(0, now.getEpochSecond() - counted.getEpochSecond());
        octets += up() ? seconds * BYTES_PER_SECOND : 0;
        counted = now;
        return octets;
    }

    void cut(boolean broken) {
        cut = broken;
    }

    boolean isCut() {
        return cut;
    }

    double celsius() {
        return celsius;
    }

    void celsius(double degrees) {
        celsius = degrees;
    }

    double rxDbm() {
        return up() ? rxDbm : -40;
    }

    void rxDbm(double dbm) {
        rxDbm = dbm;
    }
}
