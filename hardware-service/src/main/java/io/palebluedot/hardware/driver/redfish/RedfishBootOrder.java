package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.driver.BootOrder;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in Boot of the ComputerSystem (DSP0268), with the names of BootOptions. It is written where the BMC says that changes belong: to the settings
 * object when that shows an order of its own, else to the system.
 */
final class RedfishBootOrder implements BootOrder {

    private static final int MAX_OPTIONS = 100;
    private static final String ALIASES = "AliasBootOrder";

    private final RedfishClients clients;
    private final RedfishSystems systems;

    RedfishBootOrder(RedfishClients clients, RedfishSystems systems) {
        this.clients = clients;
        this.systems = systems;
    }

    /** What was read: the system, its settings object (absent where it has none), and the options by reference. */
    private record State(Resource host, Resource settings, Map<String, BootOption> known) {

        /** BootOrder or AliasBootOrder, whichever the system says that it follows. */
        String property() {
            boolean aliases = ALIASES.equals(host.text("Boot", "BootOrderPropertySelection"));
            return aliases ? ALIASES : "BootOrder";
        }

        List<String> current() {
            return host.words("Boot", property());
        }

        List<String> waiting() {
            var order = settings.words("Boot", property());
            return order.equals(current()) ? List.of() : order;
        }

        OrderReading reading() {
            var options = new ArrayList<BootOption>();
            current().forEach(id -> options.add(known.getOrDefault(id, new BootOption(id, null, null))));
            return new OrderReading(options, waiting());
        }
    }

    @Override
    public Uni<OrderReading> readOrder(Bmc bmc) {
        return state(bmc).map(State::reading);
    }

    @Override
    public Uni<Void> setOrder(Bmc bmc, List<String> ids) {
        return state(bmc)
                .invoke(state -> check(state, ids))
                .chain(state -> write(bmc, state, ids))
                .chain(() -> state(bmc))
                .invoke(now -> confirm(now, ids))
                .replaceWithVoid();
    }

    private Uni<State> state(Bmc bmc) {
        var client = clients.of(bmc);
        return systems.host(bmc)
                .chain(host -> client.getIfPresent(RedfishSystems.settings(host))
                        .chain(settings -> client.members(host.link("Boot", "BootOptions"), MAX_OPTIONS)
                                .map(options -> new State(host, settings, byReference(options))))
                        .invoke(RedfishBootOrder::checkOffered));
    }

    private static void checkOffered(State state) {
        if (state.current().isEmpty()) {
            throw new BmcFailure(Kind.UNSUPPORTED, "the BMC shows no boot order");
        }
    }

    private static Map<String, BootOption> byReference(List<Resource> options) {
        var byReference = new LinkedHashMap<String, BootOption>();
        for (var option : options) {
            String reference = option.text("BootOptionReference");
            String id = reference == null ? option.id() : reference;
            var enabled = option.json().path("BootOptionEnabled");
            byReference.put(
                    id,
                    new BootOption(
                            id,
                            GpuFacts.first(option.text("DisplayName"), option.text("Name")),
                            enabled.isBoolean() ? Boolean.valueOf(enabled.asBoolean()) : null));
        }
        return byReference;
    }

    private static void check(State state, List<String> ids) {
        var current = state.current();
        if (ids.size() != current.size() || !new HashSet<>(ids).equals(new HashSet<>(current))) {
            throw new BmcFailure(Kind.INVALID, "the order must name each of " + current + " once");
        }
    }

    private Uni<Void> write(Bmc bmc, State state, List<String> ids) {
        var body = RedfishJson.MAPPER.createObjectNode();
        var order = body.putObject("Boot").putArray(state.property());
        ids.forEach(order::add);
        boolean apart = !state.settings().words("Boot", state.property()).isEmpty();
        var client = clients.of(bmc);
        return client.patch(apart ? state.settings().path() : state.host().path(), body)
                .chain(answer -> RedfishTasks.settle(client, answer))
                .replaceWithVoid();
    }

    private static void confirm(State now, List<String> ids) {
        if (!now.current().equals(ids) && !now.waiting().equals(ids)) {
            throw new BmcFailure(
                    Kind.NOT_CONFIRMED,
                    "the BMC shows the order " + now.current() + ", and none that waits for a reset");
        }
    }
}
