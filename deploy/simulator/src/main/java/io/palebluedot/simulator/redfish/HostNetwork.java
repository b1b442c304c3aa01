package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.Machine;
import org.jspecify.annotations.Nullable;

/**
 * The host's own port and address. A recording without network ports of its host gets one, for a server that shows no
 * MAC address could not be installed; the in-band address is state on top of any tree.
 */
final class HostNetwork {

    private HostNetwork() {}

    static @Nullable ObjectNode synthesised(String path, Machine machine) {
        String collection = machine.layout().hostSystem() + "/EthernetInterfaces";
        if (machine.layout().bootNic() != null || machine.layout().tree().get(collection) != null) {
            return null;
        }
        ObjectNode resource = JsonNodeFactory.instance.objectNode().put("@odata.id", path);
        if (path.equals(collection)) {
            resource.put("@odata.type", "#EthernetInterfaceCollection.EthernetInterfaceCollection");
            resource.put("Name", "Ethernet Network Interface Collection").put("Members@odata.count", 1);
            resource.putArray("Members").addObject().put("@odata.id", collection + "/boot0");
            return resource;
        }
        if (path.equals(collection + "/boot0")) {
            resource.put("@odata.type", "#EthernetInterface.v1_6_3.EthernetInterface");
            resource.put("Id", "boot0").put("Name", "boot0").put("LinkStatus", "LinkUp");
            resource.put("MACAddress", machine.identity().mac(0)).put("SpeedMbps", 10_000);
            resource.putObject("Status").put("State", "Enabled").put("Health", "OK");
            return resource;
        }
        return null;
    }

    /** The port that the host's address belongs to. */
    static String bootNic(Machine machine) {
        String own = machine.layout().bootNic();
        return own == null ? machine.layout().hostSystem() + "/EthernetInterfaces/boot0" : own;
    }

    static void address(ObjectNode resource, String path, Machine machine) {
        if (!path.equals(bootNic(machine))) {
            return;
        }
        if (!resource.path("IPv4Addresses").isArray()) {
            resource.putArray("IPv4Addresses")
                    .addObject()
                    .put("Address", machine.identity().hostAddress())
                    .put("SubnetMask", "255.255.0.0")
                    .put("AddressOrigin", "DHCP");
        }
    }
}
