package io.palebluedot.hardware.driver.gnmi;

import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.SwitchReader;
import io.palebluedot.hardware.driver.SwitchWatch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** OpenConfig's facts of a switch; whole containers are read, because not every target takes wildcards. */
final class GnmiSwitch implements SwitchReader, SwitchWatch {

    private static final GnmiPath SYSTEM = GnmiPath.parse("/system/state");
    private static final GnmiPath COMPONENTS = GnmiPath.parse("/components");
    private static final GnmiPath INTERFACES = GnmiPath.parse("/interfaces");
    private static final GnmiPath LLDP = GnmiPath.parse("/lldp");

    /** Leaves that change seldom; the counters do not belong to a watch. */
    private static final List<GnmiPath> WATCHED = List.of(
            GnmiPath.parse("/interfaces/interface[name=*]/state/oper-status"),
            GnmiPath.parse("/interfaces/interface[name=*]/state/admin-status"),
            GnmiPath.parse("/interfaces/interface[name=*]/state/mtu"),
            GnmiPath.parse("/interfaces/interface[name=*]/state/description"),
            GnmiPath.parse("/interfaces/interface[name=*]/ethernet/state/port-speed"));

    private final GnmiClients clients;
    private final HardwareConfig.Gnmi config;

    GnmiSwitch(GnmiClients clients, HardwareConfig.Gnmi config) {
        this.clients = clients;
        this.config = config;
    }

    @Override
    public Uni<Platform> readPlatform(Bmc bmc) {
        var client = clients.of(bmc);
        return client.read(SYSTEM)
                .chain(system -> client.read(COMPONENTS).map(components -> {
                    var all = new ArrayList<>(system);
                    all.addAll(components);
                    return SwitchFacts.platform(Branch.of(all));
                }));
    }

    @Override
    public Uni<List<SwitchInterface>> readInterfaces(Bmc bmc) {
        return clients.of(bmc).read(INTERFACES).map(Branch::of).map(SwitchFacts::interfaces);
    }

    @Override
    public Uni<List<Optic>> readOptics(Bmc bmc) {
        return clients.of(bmc).read(COMPONENTS).map(Branch::of).map(SwitchFacts::optics);
    }

    @Override
    public Uni<List<Neighbour>> readNeighbours(Bmc bmc) {
        return clients.of(bmc).read(LLDP).map(Branch::of).map(SwitchFacts::neighbours);
    }

    /** By ON_CHANGE; by samples where the target refuses that. */
    @Override
    public Multi<SwitchInterface> watchInterfaces(Bmc bmc) {
        var client = clients.of(bmc);
        return changes(client, new Rhythm.OnChange())
                .onFailure(GnmiSwitch::refused)
                .recoverWithMulti(() -> changes(client, new Rhythm.Sample(config.sampleInterval())));
    }

    private static boolean refused(Throwable e) {
        return e instanceof BmcFailure f
                && switch (f.kind()) {
                    case INVALID, REFUSED, UNSUPPORTED, NOT_FOUND -> true;
                    case UNREACHABLE, TIMEOUT, UNAUTHORIZED, BUSY, MALFORMED, NOT_CONFIRMED -> false;
                };
    }

    private Multi<SwitchInterface> changes(GnmiClient client, Rhythm rhythm) {
        return Multi.createFrom().deferred(() -> {
            var seen = new Seen(config.maxLeaves());
            return client.follow(WATCHED, rhythm).onItem().transformToIterable(seen::changed);
        });
    }

    /** What one watch has seen so far. */
    private static final class Seen {
        private final LastKnown known;
        private final Map<String, SwitchInterface> told = new HashMap<>();

        Seen(int maxLeaves) {
            this.known = new LastKnown(maxLeaves);
        }

        /** Interfaces that differ from what was told before; one that went away is told no more. */
        List<SwitchInterface> changed(GnmiNotification notification) {
            known.apply(notification);
            var changed = new ArrayList<SwitchInterface>();
            for (var now : SwitchFacts.interfaces(Branch.of(known.all()))) {
                if (!now.equals(told.put(now.name(), now))) {
                    changed.add(now);
                }
            }
            return changed;
        }
    }
}
