package io.palebluedot.inventory.server;

import io.palebluedot.inventory.asset.AssetRefs;
import io.palebluedot.inventory.asset.Wire;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.Condition;
import io.palebluedot.proto.inventory.v1.Health;
import io.palebluedot.proto.inventory.v1.ListServerComponentsRequest;
import io.palebluedot.proto.inventory.v1.ServerComponent;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the parts of a server. */
@ApplicationScoped
class ComponentQueries {

    private static final int MOST_CONDITIONS = 50;
    private static final int LONGEST_KIND = 64;
    private static final String KEY = "(c.kind || ':' || lpad(c.position::text, 5, '0'))";
    private static final Listing COMPONENTS = Listing.of("c.*", "server_component c", KEY)
            .sort("kind", "c.kind", "text")
            .sort("slot", "coalesce(c.slot, '')", "text")
            .sort("health", "coalesce(c.health, '')", "text");

    private final Pool pool;
    private final AssetRefs refs;

    ComponentQueries(Pool pool, AssetRefs refs) {
        this.pool = pool;
        this.refs = refs;
    }

    /** A page of the parts of a server that the caller may see. */
    Uni<Slice<ServerComponent>> list(Caller caller, ListServerComponentsRequest request) {
        String kind = request.getKind();
        if (kind.length() > LONGEST_KIND) {
            throw Failures.invalid("kind", "is longer than " + LONGEST_KIND + " characters");
        }
        String health = Objects.requireNonNullElse(Wire.redfish(request.getHealth()), "");
        return refs.server(caller, request.getRef())
                .chain(server -> COMPONENTS
                        .query(request.getPage())
                        .where("c.server_id = ?", server.id())
                        .whereIf(!kind.isEmpty(), "c.kind = ?", kind)
                        .whereIf(request.getHealth() != Health.HEALTH_UNSPECIFIED, "c.health = ?", health)
                        .fetch(pool, ComponentQueries::read));
    }

    /** One condition for each part that is not well, the worst first. */
    Uni<List<Condition>> unwell(UUID server) {
        return pool.preparedQuery(
                        "select kind, part_id, slot, parent, serial, state, health from server_component where server_id = $1"
                                + " and health in ('Warning', 'Critical') order by health, kind, position limit "
                                + MOST_CONDITIONS)
                .execute(Tuple.of(server))
                .map(rows -> {
                    var conditions = new ArrayList<Condition>();
                    rows.forEach(row -> conditions.add(condition(row)));
                    return conditions;
                });
    }

    private static Condition condition(Row row) {
        String serial = row.getString("serial");
        String place = Stream.of(row.getString("parent"), row.getString("part_id"), row.getString("slot"))
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(" "));
        return Condition.newBuilder()
                .setType("ComponentHealthy")
                .setStatus("False")
                .setReason(row.getString("health"))
                .setMessage(row.getString("kind") + " " + place + (serial == null ? "" : ", serial " + serial))
                .build();
    }

    private static ServerComponent read(Row row) {
        var component = ServerComponent.newBuilder()
                .setKey(row.getString("_id"))
                .setKind(row.getString("kind"))
                .setId(row.getString("part_id"))
                .setSlot(Wire.text(row.getString("slot")))
                .setParent(Wire.text(row.getString("parent")))
                .setManufacturer(Wire.text(row.getString("manufacturer")))
                .setModel(Wire.text(row.getString("model")))
                .setPartNumber(Wire.text(row.getString("part_number")))
                .setSerial(Wire.text(row.getString("serial")))
                .setFirmwareVersion(Wire.text(row.getString("firmware_version")))
                .setCapacityBytes(Wire.number(row.getLong("capacity_bytes")))
                .setSpeedMhz(Wire.number(row.getInteger("speed_mhz")))
                .setLanes(Wire.number(row.getInteger("lanes")))
                .setProtocol(Wire.text(row.getString("protocol")))
                .setLink(Wire.text(row.getString("link")))
                .setState(Wire.text(row.getString("state")))
                .setHealth(Wire.health(row.getString("health")))
                .setObservedAt(Wire.time(row.getOffsetDateTime("observed_at")));
        Double speed = row.getDouble("speed_gbps");
        return speed == null ? component.build() : component.setSpeedGbps(speed).build();
    }
}
