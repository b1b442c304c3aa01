package io.palebluedot.hardware.network;

import io.palebluedot.hardware.address.MacAddress;
import io.palebluedot.hardware.driver.SwitchReader.Neighbour;
import io.palebluedot.hardware.network.Link.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which server hangs on which port of a switch, from LLDP (IEEE 802.1AB). What is ambiguous is no link. */
final class Topology {

    /** A port of a server; without name and address for a server that tells no ports. */
    record Port(
            UUID serverId,
            @Nullable String hostname,
            @Nullable String name,
            @Nullable String mac) {}

    private final List<Port> ports;
    private final Map<String, String> operStatus;

    /**
     * @param ports of the servers that may be meant
     * @param operStatus of the switch's ports
     */
    Topology(List<Port> ports, Map<String, String> operStatus) {
        this.ports = ports;
        this.operStatus = operStatus;
    }

    /**
     * The links there are now. What a dead port still tells of its neighbour is of the past, and begins no link.
     *
     * @param before stays known while its port is not up: a neighbour of a dead port is silent, and its cable is still there
     */
    List<Link> links(List<Neighbour> neighbours, List<Link> before) {
        var links = new ArrayList<Link>();
        neighbours.stream()
                .filter(n -> mayBeUp(n.localPort()))
                .flatMap(n -> link(n).stream())
                .sorted(Comparator.comparing(Link::evidence))
                .filter(l -> links.stream().noneMatch(l::samePlace))
                .forEach(links::add);
        var told = List.copyOf(links);
        before.stream()
                .map(l -> new Link(l.port(), l.serverId(), l.nic(), l.mac(), l.evidence(), operStatus.get(l.port())))
                .filter(l -> l.operStatus() != null && !l.up())
                .filter(l -> told.stream().noneMatch(other -> replaces(other, l)))
                .forEach(links::add);
        return List.copyOf(links);
    }

    private boolean mayBeUp(String port) {
        String status = operStatus.get(port);
        return status == null || status.equals(Link.UP);
    }

    private static boolean replaces(Link now, Link before) {
        return now.port().equals(before.port())
                || (now.mac() != null && now.mac().equals(before.mac()));
    }

    private Optional<Link> link(Neighbour n) {
        return byMac(n, n.portId(), Evidence.PORT_MAC)
                .or(() -> byMac(n, n.chassisId(), Evidence.CHASSIS_MAC))
                .or(() -> byName(n));
    }

    private Optional<Link> byMac(Neighbour n, @Nullable String id, Evidence evidence) {
        return MacAddress.normal(id)
                .flatMap(mac -> one(p -> mac.equals(p.mac())))
                .map(port -> evidence == Evidence.PORT_MAC
                        ? link(n, port.serverId(), Optional.of(port), evidence)
                        : link(n, port.serverId(), named(n, port.serverId()), evidence));
    }

    private Optional<Link> byName(Neighbour n) {
        return shortName(n.systemName())
                .flatMap(name -> one(p -> shortName(p.hostname()).equals(Optional.of(name))))
                .map(port -> link(n, port.serverId(), named(n, port.serverId()), Evidence.SYSTEM_NAME));
    }

    private Link link(Neighbour n, UUID server, Optional<Port> port, Evidence evidence) {
        return new Link(
                n.localPort(),
                server,
                port.map(Port::name).orElse(null),
                port.map(Port::mac).orElse(null),
                evidence,
                operStatus.get(n.localPort()));
    }

    /** The first matching port when all that match are of one server. */
    private Optional<Port> one(Predicate<Port> matches) {
        var found = ports.stream().filter(matches).toList();
        return found.stream().map(Port::serverId).distinct().count() == 1
                ? Optional.of(found.getFirst())
                : Optional.empty();
    }

    /** The server's port that LLDP names; its only one otherwise. */
    private Optional<Port> named(Neighbour n, UUID server) {
        var mine = ports.stream().filter(p -> p.serverId().equals(server)).toList();
        var byName = mine.stream()
                .filter(p -> p.name() != null)
                .filter(p -> Stream.of(n.portId(), n.portDescription())
                        .filter(Objects::nonNull)
                        .anyMatch(text -> text.equalsIgnoreCase(p.name())))
                .findFirst();
        return byName.isEmpty() && mine.size() == 1 ? Optional.of(mine.getFirst()) : byName;
    }

    /** A host's name without its domain; empty for one that many hosts have. */
    static Optional<String> shortName(@Nullable String name) {
        return Optional.ofNullable(name)
                .map(text -> text.strip().toLowerCase(Locale.ROOT).split("\\.", 2)[0])
                .filter(text -> !text.isEmpty() && !text.equals("localhost"));
    }
}
