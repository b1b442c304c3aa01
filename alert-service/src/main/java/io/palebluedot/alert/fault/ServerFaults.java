package io.palebluedot.alert.fault;

import io.palebluedot.alert.alerts.AlertWriter;
import io.palebluedot.alert.alerts.Finding;
import io.palebluedot.alert.alerts.Place;
import io.palebluedot.alert.asset.AssetRepository;
import io.palebluedot.alert.asset.ServerAsset;
import io.palebluedot.alert.condition.Rule;
import io.palebluedot.events.PbdEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Alerts of whole servers that an event raises and another one ends. */
@ApplicationScoped
class ServerFaults {

    private final AssetRepository assets;
    private final AlertWriter alerts;

    ServerFaults(AssetRepository assets, AlertWriter alerts) {
        this.assets = assets;
        this.alerts = alerts;
    }

    /**
     * Raises the rule's alert for the event's server.
     *
     * @param part of the server, where one server can have several such alerts
     */
    Uni<Void> raise(SqlConnection tx, Rule rule, PbdEvent event, @Nullable String part, @Nullable String cause) {
        return assets.fleet(tx, List.of(event.subject()))
                .chain(fleet -> alerts.fire(
                        tx, finding(rule, event, fleet.server(event.subject()), part, cause), AlertWriter.SERVICE))
                .replaceWithVoid();
    }

    Uni<Void> clear(SqlConnection tx, String ruleName, String serverId, @Nullable String part, String cause) {
        return alerts.clear(tx, fingerprint(ruleName, serverId, part), cause);
    }

    private static Finding finding(
            Rule rule, PbdEvent event, @Nullable ServerAsset server, @Nullable String part, @Nullable String cause) {
        var labels = FaultPlace.labels(server, null);
        labels.putAll(rule.labels());
        FaultPlace.put(labels, "part", part);
        return new Finding(
                fingerprint(rule.name(), event.subject(), part),
                rule.name(),
                rule.severity(),
                rule.summary() + (part == null ? "" : " (" + part + ")") + (cause == null ? "" : ": " + cause),
                Place.server(event.subject(), server),
                rule.id(),
                Map.copyOf(labels),
                null,
                null,
                "event",
                event.time(),
                null);
    }

    private static String fingerprint(String ruleName, String serverId, @Nullable String part) {
        return ruleName + ":" + serverId + ":" + Objects.toString(part, "");
    }
}
