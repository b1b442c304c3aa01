package io.palebluedot.events;

import org.jspecify.annotations.Nullable;

/** Facts about hosts' systems and networks; the subject is the server's id. */
public sealed interface SystemEvent extends EventData {

    /** Health or load class of a host changed (SystemStatusChanged): OK, Warning, Critical. From inventory-service. */
    record SystemStatusChanged(
            @Nullable String from, String to, @Nullable String cause) implements SystemEvent {}

    /**
     * A port of a switch leads to this server ({@code connected}), or no longer does, by LLDP. From hardware-service.
     *
     * @param nic the server's port, where it is known; {@code mac} its address
     * @param evidence port_mac, chassis_mac or system_name
     */
    record LinkChanged(
            String switchId,
            String switchName,
            String port,
            @Nullable String nic,
            @Nullable String mac,
            boolean connected,
            String evidence)
            implements SystemEvent {}

    /**
     * A network port went up or down (NetworkStatusChanged). From inventory-service of the server's own ports; from hardware-service of
     * the switch ports that lead to it, as {@code switch/port}.
     */
    record NetworkStatusChanged(String port, @Nullable String from, String to) implements SystemEvent {}
}
