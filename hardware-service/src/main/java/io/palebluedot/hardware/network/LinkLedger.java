package io.palebluedot.hardware.network;

import io.palebluedot.events.SystemEvent.LinkChanged;
import io.palebluedot.events.SystemEvent.NetworkStatusChanged;
import io.palebluedot.events.outbox.Outbox;
import io.palebluedot.hardware.address.MacAddress;
import io.palebluedot.hardware.driver.SwitchReader.Neighbour;
import io.palebluedot.hardware.network.Link.Evidence;
import io.palebluedot.hardware.network.Topology.Port;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The only writer of links: what changed is told in the same transaction. */
@ApplicationScoped
class LinkLedger {

    private static final String PORTS = """
            select s.server_id, s.hostname, n.name, n.mac from server s left join server_nic n using (server_id)
            where s.server_id in (select server_id from server_nic where mac = any($1))
               or lower(split_part(s.hostname, '.', 1)) = any($2)
            order by s.server_id, n.place
            """;
    private static final String KEEP = """
            insert into server_link (switch_id, port, server_id, nic, mac, evidence, oper_status) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (switch_id, port, server_id) do update set nic = excluded.nic, mac = excluded.mac, evidence = excluded.evidence,
                oper_status = excluded.oper_status
            """;

    /** A port has one cable: where its link is dead elsewhere, it is over. A switch that is being written now is left to a later time. */
    private static final String MOVED = """
            delete from server_link l using switch s
            where s.id = l.switch_id and l.mac = any($2) and l.oper_status is distinct from 'UP' and s.id in (
                select o.id from switch o where o.id in (
                    select d.switch_id from server_link d
                    where d.switch_id <> $1 and d.mac = any($2) and d.oper_status is distinct from 'UP')
                for update skip locked)
            returning l.*, s.name as switch_name
            """;

    private final Outbox outbox;

    LinkLedger(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Brings the switch's links in line with what it told last; its row is locked. */
    Uni<Void> follow(SqlConnection tx, UUID id) {
        return rows(tx, "select * from switch_neighbour where switch_id = $1 order by place", id, LinkLedger::neighbour)
                .chain(neighbours -> rows(tx, "select * from server_link where switch_id = $1", id, LinkLedger::link)
                        .chain(before -> topology(tx, id, neighbours)
                                .map(topology -> topology.links(neighbours, before))
                                .chain(now -> write(tx, id, before, now))));
    }

    private static Uni<Topology> topology(SqlConnection tx, UUID id, List<Neighbour> neighbours) {
        var macs = texts(neighbours, n -> Stream.of(n.portId(), n.chassisId()).map(MacAddress::normal));
        var names = texts(neighbours, n -> Stream.of(Topology.shortName(n.systemName())));
        return tx.preparedQuery(PORTS)
                .execute(Tuple.of(macs, names))
                .map(rows -> list(rows, LinkLedger::port))
                .chain(ports -> status(tx, id).map(status -> new Topology(ports, status)));
    }

    private static String[] texts(List<Neighbour> neighbours, Function<Neighbour, Stream<Optional<String>>> texts) {
        return neighbours.stream()
                .flatMap(texts)
                .flatMap(Optional::stream)
                .distinct()
                .toArray(String[]::new);
    }

    private static Uni<Map<String, String>> status(SqlConnection tx, UUID id) {
        return tx.preparedQuery(
                        "select name, oper_status from switch_interface where switch_id = $1 and oper_status is not null")
                .execute(Tuple.of(id))
                .map(rows -> {
                    var status = new HashMap<String, String>();
                    rows.forEach(row -> status.put(row.getString(0), row.getString(1)));
                    return status;
                });
    }

    private Uni<Void> write(SqlConnection tx, UUID id, List<Link> before, List<Link> now) {
        var fresh = now.stream().filter(link -> !before.contains(link)).toList();
        var gone = before.stream()
                .filter(link -> now.stream().noneMatch(link::samePlace))
                .toList();
        return moved(tx, id, now)
                .chain(events -> outbox.addAll(tx, events))
                .chain(() -> fresh.isEmpty() && gone.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tx.preparedQuery("select name from switch where id = $1")
                                .execute(Tuple.of(id))
                                .map(rows -> rows.iterator().next().getString(0))
                                .call(name -> keep(tx, id, fresh))
                                .call(name -> drop(tx, id, gone))
                                .chain(name -> outbox.addAll(tx, events(id, name, before, fresh, gone))));
    }

    private static Uni<List<Outbox.Pending>> moved(SqlConnection tx, UUID id, List<Link> now) {
        var macs = now.stream()
                .filter(Link::up)
                .map(Link::mac)
                .filter(Objects::nonNull)
                .toArray(String[]::new);
        if (macs.length == 0) {
            return Uni.createFrom().item(List.of());
        }
        return tx.preparedQuery(MOVED)
                .execute(Tuple.of(id, macs))
                .map(rows -> list(rows, row -> {
                    var link = link(row);
                    return told(link, changed(row.getUUID("switch_id"), row.getString("switch_name"), link, false));
                }));
    }

    private static Uni<Void> keep(SqlConnection tx, UUID id, List<Link> links) {
        var batch = links.stream()
                .map(l -> Tuple.tuple()
                        .addUUID(id)
                        .addString(l.port())
                        .addUUID(l.serverId())
                        .addString(l.nic())
                        .addString(l.mac())
                        .addString(l.evidence().word())
                        .addString(l.operStatus()))
                .toList();
        return batch.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(KEEP).executeBatch(batch).replaceWithVoid();
    }

    private static Uni<Void> drop(SqlConnection tx, UUID id, List<Link> links) {
        var batch =
                links.stream().map(l -> Tuple.of(id, l.port(), l.serverId())).toList();
        return batch.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery("delete from server_link where switch_id = $1 and port = $2 and server_id = $3")
                        .executeBatch(batch)
                        .replaceWithVoid();
    }

    private static List<Outbox.Pending> events(
            UUID id, String name, List<Link> before, List<Link> fresh, List<Link> gone) {
        var events = new ArrayList<Outbox.Pending>();
        for (var link : gone) {
            events.add(told(link, changed(id, name, link, false)));
        }
        for (var link : fresh) {
            var old = before.stream().filter(link::samePlace).findFirst();
            if (old.isEmpty()
                    || !Objects.equals(old.get().nic(), link.nic())
                    || !Objects.equals(old.get().mac(), link.mac())) {
                events.add(told(link, changed(id, name, link, true)));
            }
            @Nullable String was = old.map(Link::operStatus).orElse(null);
            String is = link.operStatus();
            if (is != null && !is.equals(was)) {
                events.add(told(link, new NetworkStatusChanged(name + "/" + link.port(), was, is)));
            }
        }
        return events;
    }

    private static Outbox.Pending told(Link link, io.palebluedot.events.EventData event) {
        return new Outbox.Pending(link.serverId().toString(), event);
    }

    private static LinkChanged changed(UUID id, String name, Link l, boolean connected) {
        return new LinkChanged(
                id.toString(),
                name,
                l.port(),
                l.nic(),
                l.mac(),
                connected,
                l.evidence().word());
    }

    private static <T> Uni<List<T>> rows(SqlConnection tx, String sql, UUID id, Function<Row, T> reader) {
        return tx.preparedQuery(sql).execute(Tuple.of(id)).map(rows -> list(rows, reader));
    }

    private static <T> List<T> list(Iterable<Row> rows, Function<Row, T> reader) {
        return StreamSupport.stream(rows.spliterator(), false).map(reader).toList();
    }

    private static Neighbour neighbour(Row row) {
        return new Neighbour(
                row.getString("port"),
                row.getString("chassis_id"),
                row.getString("port_id"),
                row.getString("port_description"),
                row.getString("system_name"));
    }

    private static Port port(Row row) {
        return new Port(
                row.getUUID("server_id"), row.getString("hostname"), row.getString("name"), row.getString("mac"));
    }

    private static Link link(Row row) {
        return new Link(
                row.getString("port"),
                row.getUUID("server_id"),
                row.getString("nic"),
                row.getString("mac"),
                Evidence.of(row.getString("evidence")),
                row.getString("oper_status"));
    }
}
