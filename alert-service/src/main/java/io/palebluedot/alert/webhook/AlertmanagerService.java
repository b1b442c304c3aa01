package io.palebluedot.alert.webhook;

import io.palebluedot.alert.alerts.AlertWriter;
import io.palebluedot.alert.alerts.Finding;
import io.palebluedot.alert.alerts.Place;
import io.palebluedot.alert.asset.AssetRepository;
import io.palebluedot.alert.lifecycle.Severity;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Role;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Takes an Alertmanager's alerts in one transaction: firing ones are raised, resolved ones end. */
@ApplicationScoped
public class AlertmanagerService {

    private static final String SOURCE = "alertmanager";

    private final Pool pool;
    private final AssetRepository assets;
    private final AlertWriter alerts;

    AlertmanagerService(Pool pool, AssetRepository assets, AlertWriter alerts) {
        this.pool = pool;
        this.assets = assets;
        this.alerts = alerts;
    }

    /** How many alerts were taken; INVALID_INPUT when the payload is not right as a whole. */
    public Uni<Integer> receive(Caller caller, String json) {
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        var payload = AlertmanagerPayload.read(json);
        return pool.withTransaction(tx -> Multi.createFrom()
                .iterable(payload.items())
                .onItem()
                .transformToUniAndConcatenate(item -> take(tx, item))
                .onItem()
                .ignoreAsUni()
                .replaceWith(payload.items().size()));
    }

    private Uni<Void> take(SqlConnection tx, AlertmanagerPayload.Item item) {
        return item.firing()
                ? place(tx, item.labels())
                        .chain(place -> alerts.fire(tx, finding(item, place), SOURCE))
                        .replaceWithVoid()
                : alerts.clear(tx, fingerprint(item), "resolved in Alertmanager");
    }

    /** Labels may name a server or GPU by {@code server_id} and {@code gpu_id}; what this platform does not know is left in the labels alone. */
    private Uni<Place> place(SqlConnection tx, Map<String, String> labels) {
        var serverId = labels.get("server_id");
        if (serverId == null) {
            return Uni.createFrom().item(Place.NOWHERE);
        }
        return assets.fleet(tx, java.util.List.of(serverId)).map(fleet -> {
            var server = fleet.server(serverId);
            var gpu = fleet.gpus(serverId).stream()
                    .filter(g -> g.id().equals(labels.get("gpu_id")))
                    .findFirst();
            return gpu.map(Place::of).orElseGet(() -> server == null ? Place.NOWHERE : Place.server(serverId, server));
        });
    }

    private static Finding finding(AlertmanagerPayload.Item item, Place place) {
        var labels = item.labels();
        return new Finding(
                fingerprint(item),
                Objects.requireNonNull(labels.get("alertname")),
                Severity.find(labels.getOrDefault("severity", "")).orElse(Severity.WARNING),
                Stream.of("summary", "description")
                        .map(item.annotations()::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(labels.get("alertname")),
                place,
                null,
                labels,
                null,
                null,
                SOURCE,
                item.startsAt(),
                null);
    }

    private static String fingerprint(AlertmanagerPayload.Item item) {
        return SOURCE + ":"
                + (item.fingerprint().isEmpty() ? new TreeMap<>(item.labels()).toString() : item.fingerprint());
    }
}
