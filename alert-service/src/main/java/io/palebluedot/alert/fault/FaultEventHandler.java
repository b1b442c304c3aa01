package io.palebluedot.alert.fault;

import io.palebluedot.alert.condition.Rule;
import io.palebluedot.alert.rule.RuleBook;
import io.palebluedot.events.GpuEvent.GpuStatusChanged;
import io.palebluedot.events.GpuEvent.XidReported;
import io.palebluedot.events.PbdEvent;
import io.palebluedot.events.ServerEvent.ServerFailed;
import io.palebluedot.events.ServerEvent.ServerReachabilityChanged;
import io.palebluedot.events.ServerEvent.ServerStateChanged;
import io.palebluedot.events.SystemEvent.NetworkStatusChanged;
import io.palebluedot.events.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes the events that are alerts by themselves; a rule that is disabled raises nothing, but what stands may still end. */
@ApplicationScoped
public class FaultEventHandler {

    private static final String BMC = "bmc_unreachable";
    private static final String FAILED = "server_failed";
    private static final String LINK = "network_link_down";
    private static final Set<String> UP = Set.of("up", "linkup", "connected");

    private final Inbox inbox;
    private final RuleBook rules;
    private final XidFaults xids;
    private final ServerFaults servers;

    FaultEventHandler(Inbox inbox, RuleBook rules, XidFaults xids, ServerFaults servers) {
        this.inbox = inbox;
        this.rules = rules;
        this.xids = xids;
        this.servers = servers;
    }

    @Incoming("gpu-faults")
    Uni<Void> gpu(PbdEvent event) {
        String consumer = "alert-gpu-faults";
        return switch (event.data()) {
            case XidReported xid ->
                raise(consumer, XidFaults.NAME, event, (tx, rule) -> xids.reported(tx, rule, event, xid));
            case GpuStatusChanged gpu -> once(consumer, event, tx -> xids.moved(tx, event, gpu));
            default -> Uni.createFrom().voidItem();
        };
    }

    @Incoming("server-faults")
    Uni<Void> server(PbdEvent event) {
        String consumer = "alert-server-faults";
        return switch (event.data()) {
            case ServerReachabilityChanged change
            when change.reachable() ->
                once(consumer, event, tx -> servers.clear(tx, BMC, event.subject(), null, "the BMC answers again"));
            case ServerReachabilityChanged change ->
                raise(consumer, BMC, event, (tx, rule) -> servers.raise(tx, rule, event, null, change.cause()));
            case ServerFailed failed ->
                raise(consumer, FAILED, event, (tx, rule) -> servers.raise(tx, rule, event, null, failed.cause()));
            case ServerStateChanged moved
            when "failed".equals(moved.from()) && !moved.to().equals("failed") ->
                once(
                        consumer,
                        event,
                        tx -> servers.clear(tx, FAILED, event.subject(), null, "the server is " + moved.to()));
            default -> Uni.createFrom().voidItem();
        };
    }

    @Incoming("network-faults")
    Uni<Void> network(PbdEvent event) {
        String consumer = "alert-network-faults";
        return switch (event.data()) {
            case NetworkStatusChanged change
            when up(change.to()) ->
                once(
                        consumer,
                        event,
                        tx -> servers.clear(tx, LINK, event.subject(), change.port(), "the link is up again"));
            // A port that was never up has lost nothing.
            case NetworkStatusChanged change
            when change.from() != null && up(change.from()) ->
                raise(consumer, LINK, event, (tx, rule) -> servers.raise(tx, rule, event, change.port(), null));
            default -> Uni.createFrom().voidItem();
        };
    }

    private static boolean up(String status) {
        return UP.contains(status.toLowerCase(Locale.ROOT));
    }

    private Uni<Void> raise(
            String consumer, String ruleName, PbdEvent event, BiFunction<SqlConnection, Rule, Uni<Void>> effect) {
        return rules.event(ruleName)
                .chain(rule -> rule.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : once(consumer, event, tx -> effect.apply(tx, rule.get())));
    }

    private Uni<Void> once(String consumer, PbdEvent event, Function<SqlConnection, Uni<Void>> effect) {
        return inbox.once(consumer, event, effect);
    }
}
