package io.palebluedot.simulator.ipmi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.redfish.ResourceView;
import io.palebluedot.simulator.tree.ResourceTree;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What IPMI says about the hardware, read off the same resources that Redfish shows, so that the two agree. */
final class HardwareFacts {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");
    private static final int NVIDIA = 5703;
    private static final int SUPERMICRO = 10876;

    private final Machine machine;
    private final ResourceView view;

    HardwareFacts(Machine machine) {
        this.machine = machine;
        this.view = new ResourceView(machine);
    }

    /** The system's UUID, least significant octet first (IPMI 2.0, 20.8). */
    byte[] guid() {
        UUID uuid = uuid(system().path("UUID").asText());
        byte[] octets = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        for (int i = 0; i < 8; i++) {
            byte swapped = octets[i];
            octets[i] = octets[15 - i];
            octets[15 - i] = swapped;
        }
        return octets;
    }

    private UUID uuid(String shown) {
        try {
            return UUID.fromString(shown);
        } catch (IllegalArgumentException e) {
            return UUID.fromString(machine.identity().uuid());
        }
    }

    /** IANA enterprise number of the maker, 0 when it is none that is known here. */
    int manufacturer() {
        String maker = system().path("Manufacturer").asText("").toLowerCase(Locale.ROOT);
        if (maker.contains("supermicro")) {
            return SUPERMICRO;
        }
        return maker.contains("nvidia") ? NVIDIA : 0;
    }

    int product() {
        return system().path("Model").asText("").hashCode() & 0x7FFF;
    }

    int firmwareMajor() {
        return firmware(1);
    }

    int firmwareMinor() {
        return firmware(2);
    }

    private int firmware(int group) {
        for (String manager : machine.layout().tree().members("/redfish/v1/Managers")) {
            Matcher version =
                    VERSION.matcher(get(manager).path("FirmwareVersion").asText(""));
            if (version.find()) {
                return Integer.parseInt(version.group(group)) % 100;
            }
        }
        return 0;
    }

    /** The host as Redfish shows it now. */
    JsonNode system() {
        return get(machine.layout().hostSystem());
    }

    /** The first chassis that the host links to. */
    JsonNode chassis() {
        String path = Objects.requireNonNullElse(
                ResourceTree.link(system().path("Links").path("Chassis").path(0)), "");
        return get(path);
    }

    /** The entries of an array in all resources of a schema, as they are now, with nothing for resources that are away. */
    List<JsonNode> entries(String schema, String array) {
        List<JsonNode> found = new ArrayList<>();
        for (String path : machine.layout().tree().ofType(schema)) {
            get(path).path(array).forEach(found::add);
        }
        return found;
    }

    private JsonNode get(String path) {
        @Nullable JsonNode resource = path.isEmpty() ? null : view.get(path);
        return resource == null ? MissingNode.getInstance() : resource;
    }
}
