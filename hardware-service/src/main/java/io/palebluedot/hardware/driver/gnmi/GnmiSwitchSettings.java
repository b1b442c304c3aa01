package io.palebluedot.hardware.driver.gnmi;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.driver.SwitchSettings;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Interface settings in {@code config} of openconfig-interfaces and openconfig-vlan, in one Set. */
final class GnmiSwitchSettings implements SwitchSettings {

    private static final int MAX_DESCRIPTION = 255;

    private final GnmiClients clients;

    GnmiSwitchSettings(GnmiClients clients) {
        this.clients = clients;
    }

    @Override
    public Uni<Void> setInterface(Bmc bmc, String name, InterfaceWish wish) {
        return Uni.createFrom().deferred(() -> {
            check(name, wish);
            var client = clients.of(bmc);
            var place = GnmiPath.parse("/interfaces").child("interface", Map.of("name", name));
            return client.read(place)
                    .invoke(found -> exists(name, found))
                    .chain(() -> client.set(changes(place, wish)))
                    .chain(() -> client.read(place))
                    .invoke(now -> confirm(Branch.of(now), wish))
                    .replaceWithVoid();
        });
    }

    private static void check(String name, InterfaceWish wish) {
        require(!name.isBlank(), "an interface has a name");
        require(!wish.equals(new InterfaceWish(null, null, null, null)), "nothing to set");
        require(within(wish.mtu(), 68, 65_535), "mtu is 68 to 65535 bytes");
        require(within(wish.accessVlan(), 1, 4_094), "a VLAN is 1 to 4094");
        String description = wish.description();
        require(
                description == null || description.length() <= MAX_DESCRIPTION,
                "a description has at most " + MAX_DESCRIPTION + " characters");
    }

    private static boolean within(@Nullable Integer value, int min, int max) {
        return value == null || (value >= min && value <= max);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new BmcFailure(Kind.INVALID, what);
        }
    }

    /** Setting a list's entry that is not there would make one. */
    private static void exists(String name, List<Leaf> found) {
        if (found.isEmpty()) {
            throw new BmcFailure(Kind.NOT_FOUND, "there is no interface '" + name + "'");
        }
    }

    private static List<Change> changes(GnmiPath place, InterfaceWish wish) {
        var changes = new ArrayList<Change>();
        var config = place.child("config");
        Boolean enabled = wish.enabled();
        if (enabled != null) {
            changes.add(new Change.Update(config.child("enabled"), GnmiValue.of(enabled)));
        }
        Integer mtu = wish.mtu();
        if (mtu != null) {
            changes.add(new Change.Update(config.child("mtu"), GnmiValue.of(mtu)));
        }
        String description = wish.description();
        if (description != null) {
            var path = config.child("description");
            changes.add(
                    description.isEmpty()
                            ? new Change.Delete(path)
                            : new Change.Update(path, GnmiValue.of(description)));
        }
        Integer vlan = wish.accessVlan();
        if (vlan != null) {
            var port = place.child("ethernet").child("switched-vlan").child("config");
            changes.add(new Change.Update(port.child("interface-mode"), GnmiValue.of("ACCESS")));
            changes.add(new Change.Update(port.child("access-vlan"), GnmiValue.of(vlan)));
        }
        return changes;
    }

    /** What a target does not tell cannot be compared, and is no failure. */
    private static void confirm(Branch now, InterfaceWish wish) {
        for (var i : now.each("interfaces/interface")) {
            confirm("enabled", wish.enabled(), i.flag("config/enabled"));
            confirm("mtu", wish.mtu(), i.integer("config/mtu"));
            confirm("description", wish.description(), i.text("config/description"));
            confirm("access VLAN", wish.accessVlan(), i.integer("ethernet/switched-vlan/config/access-vlan"));
        }
    }

    private static void confirm(String what, @Nullable Object wanted, @Nullable Object now) {
        if (wanted != null && now != null && !Objects.equals(wanted, now)) {
            throw new BmcFailure(Kind.NOT_CONFIRMED, what + " reads back as " + now + ", not " + wanted);
        }
    }
}
