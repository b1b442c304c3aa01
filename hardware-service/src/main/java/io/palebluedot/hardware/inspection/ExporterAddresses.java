package io.palebluedot.hardware.inspection;

import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.hardware.address.AllowedAddresses;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Where the exporters of a host are expected, from the host's own address. */
@ApplicationScoped
public class ExporterAddresses {

    public static final int DCGM_PORT = 9400;
    public static final int NODE_PORT = 9100;

    private final AllowedAddresses addresses;

    ExporterAddresses(AllowedAddresses addresses) {
        this.addresses = addresses;
    }

    /** The tree with exporter addresses, when the host has an address that may be talked to. */
    public HardwareTree complete(HardwareTree tree, int dcgmPort, int nodePort) {
        String host = allowed(tree.hostAddress());
        return new HardwareTree(
                tree.bmcAddress(),
                tree.protocol(),
                tree.name(),
                tree.hostname(),
                tree.manufacturer(),
                tree.model(),
                tree.sku(),
                tree.serial(),
                tree.uuid(),
                tree.biosVersion(),
                tree.bmcFirmware(),
                tree.powerState(),
                tree.health(),
                tree.cpu(),
                tree.memoryBytes(),
                tree.gpus(),
                tree.nics(),
                tree.drives(),
                tree.firmware(),
                tree.hostAddress(),
                host == null ? null : "http://" + host + ":" + dcgmPort + "/metrics",
                host == null ? null : "http://" + host + ":" + nodePort + "/metrics",
                tree.findings(),
                tree.components());
    }

    private @Nullable String allowed(@Nullable String host) {
        try {
            return host != null && addresses.rules().allows(InetAddress.ofLiteral(host)) ? host : null;
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }
}
