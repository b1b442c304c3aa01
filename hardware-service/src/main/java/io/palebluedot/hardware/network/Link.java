package io.palebluedot.hardware.network;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server at a port of a switch.
 *
 * @param nic the server's port, where it is known
 * @param operStatus of the switch's port
 */
record Link(
        String port,
        UUID serverId,
        @Nullable String nic,
        @Nullable String mac,
        Evidence evidence,
        @Nullable String operStatus) {

    static final String UP = "UP";

    /** What tells that it is this server, the strongest first. */
    enum Evidence {
        /** LLDP's port id is the address of one of its ports. */
        PORT_MAC,
        /** LLDP's chassis id is the address of one of its ports. */
        CHASSIS_MAC,
        /** LLDP's system name is its host name, and no other server's. */
        SYSTEM_NAME;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Evidence of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT));
        }
    }

    boolean up() {
        return UP.equals(operStatus);
    }

    boolean samePlace(Link other) {
        return port.equals(other.port) && serverId.equals(other.serverId);
    }
}
