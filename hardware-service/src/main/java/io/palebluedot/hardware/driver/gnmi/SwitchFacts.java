package io.palebluedot.hardware.driver.gnmi;

import io.palebluedot.hardware.driver.SwitchReader.Lane;
import io.palebluedot.hardware.driver.SwitchReader.Neighbour;
import io.palebluedot.hardware.driver.SwitchReader.Optic;
import io.palebluedot.hardware.driver.SwitchReader.Platform;
import io.palebluedot.hardware.driver.SwitchReader.SwitchInterface;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** OpenConfig's models (openconfig-system, -platform, -platform-transceiver, -interfaces, -if-ethernet, -vlan, -lldp) as facts. */
final class SwitchFacts {

    private static final Pattern SPEED = Pattern.compile("SPEED_([0-9]{1,6})(MB|GB)");

    private SwitchFacts() {}

    static Platform platform(Branch root) {
        var chassis = component(root, "CHASSIS");
        var software = component(root, "OPERATING_SYSTEM");
        return new Platform(
                first(root, "system/state/hostname", "system/config/hostname"),
                chassis.map(c -> c.text("state/mfg-name")).orElse(null),
                chassis.map(c -> first(c, "state/model-name", "state/part-no", "state/description"))
                        .orElse(null),
                chassis.map(c -> c.text("state/serial-no")).orElse(null),
                software.map(c -> c.text("state/software-version"))
                        .orElseGet(() -> root.text("system/state/software-version")),
                bootTime(root.whole("system/state/boot-time")));
    }

    private static Optional<Branch> component(Branch root, String type) {
        return root.each("components/component").stream()
                .filter(c -> isType(c, type))
                .findFirst();
    }

    private static boolean isType(Branch component, String type) {
        String told = component.text("state/type");
        return told != null && GnmiPath.bare(told).equals(type);
    }

    /** Nanoseconds since the epoch; older models have seconds. */
    private static @Nullable Instant bootTime(@Nullable Long told) {
        if (told == null || told <= 0) {
            return null;
        }
        return told < 100_000_000_000L ? Instant.ofEpochSecond(told) : Instant.ofEpochSecond(0, told);
    }

    static List<SwitchInterface> interfaces(Branch root) {
        var interfaces = new ArrayList<SwitchInterface>();
        for (var each : root.each("interfaces/interface")) {
            String name = each.key("name");
            if (name != null) {
                interfaces.add(oneInterface(name, each));
            }
        }
        return interfaces;
    }

    private static SwitchInterface oneInterface(String name, Branch i) {
        return new SwitchInterface(
                name,
                orElse(i.flag("config/enabled"), i.flag("state/enabled")),
                i.text("state/admin-status"),
                i.text("state/oper-status"),
                speed(first(
                        i,
                        "ethernet/state/negotiated-port-speed",
                        "ethernet/state/port-speed",
                        "ethernet/config/port-speed")),
                orElse(i.integer("state/mtu"), i.integer("config/mtu")),
                first(i, "state/description", "config/description"),
                first(i, "ethernet/state/mac-address", "ethernet/state/hw-mac-address"),
                orElse(
                        i.integer("ethernet/switched-vlan/state/access-vlan"),
                        i.integer("ethernet/switched-vlan/config/access-vlan")),
                i.text("state/transceiver"),
                i.wholes("state/counters"));
    }

    private static @Nullable Long speed(@Nullable String identity) {
        var matcher =
                SPEED.matcher(identity == null ? "" : GnmiPath.bare(identity).toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return null;
        }
        return Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("GB") ? 1_000_000_000L : 1_000_000L);
    }

    static List<Optic> optics(Branch root) {
        var optics = new ArrayList<Optic>();
        for (var each : root.each("components/component")) {
            String name = each.key("name");
            if (name != null
                    && (isType(each, "TRANSCEIVER") || !each.each("transceiver").isEmpty())) {
                optics.add(optic(name, each));
            }
        }
        return optics;
    }

    private static Optic optic(String name, Branch component) {
        String present = component.text("transceiver/state/present");
        var lanes = component.each("transceiver/physical-channels/channel").stream()
                .map(SwitchFacts::lane)
                .flatMap(Optional::stream)
                .toList();
        return new Optic(
                name,
                present == null ? null : Boolean.valueOf(present.equals("PRESENT")),
                orElse(component.text("transceiver/state/vendor"), component.text("state/mfg-name")),
                orElse(component.text("transceiver/state/vendor-part"), component.text("state/part-no")),
                orElse(component.text("transceiver/state/serial-no"), component.text("state/serial-no")),
                component.number("state/temperature/instant"),
                lanes);
    }

    private static Optional<Lane> lane(Branch channel) {
        String index = channel.key("index");
        return index == null || !index.matches("[0-9]{1,5}")
                ? Optional.empty()
                : Optional.of(new Lane(
                        Integer.parseInt(index),
                        channel.number("state/input-power/instant"),
                        channel.number("state/output-power/instant"),
                        channel.number("state/laser-bias-current/instant")));
    }

    static List<Neighbour> neighbours(Branch root) {
        var neighbours = new ArrayList<Neighbour>();
        for (var port : root.each("lldp/interfaces/interface")) {
            String local = port.key("name");
            if (local != null) {
                port.each("neighbors/neighbor").forEach(n -> neighbours.add(neighbour(local, n)));
            }
        }
        return neighbours;
    }

    private static Neighbour neighbour(String local, Branch neighbour) {
        return new Neighbour(
                local,
                neighbour.text("state/chassis-id"),
                neighbour.text("state/port-id"),
                neighbour.text("state/port-description"),
                neighbour.text("state/system-name"));
    }

    private static @Nullable String first(Branch branch, String... paths) {
        for (String path : paths) {
            String text = branch.text(path);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static <T> @Nullable T orElse(@Nullable T a, @Nullable T b) {
        return a == null ? b : a;
    }
}
