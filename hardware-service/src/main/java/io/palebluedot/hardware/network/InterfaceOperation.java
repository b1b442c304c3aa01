package io.palebluedot.hardware.network;

import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.SwitchReader;
import io.palebluedot.hardware.driver.SwitchSettings;
import io.palebluedot.hardware.driver.SwitchSettings.InterfaceWish;
import io.palebluedot.hardware.operation.NewOperation;
import io.palebluedot.hardware.operation.Operation;
import io.palebluedot.hardware.operation.OperationHandler;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.OperationService;
import io.palebluedot.hardware.operation.Outcome;
import io.palebluedot.hardware.operation.Run;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sets an interface of a switch, has it read back, and keeps what all of them show afterwards. */
@ApplicationScoped
public class InterfaceOperation implements OperationHandler {

    private static final int MAX_DESCRIPTION = 255;
    private static final InterfaceWish NOTHING = new InterfaceWish(null, null, null, null);

    private final SwitchRepository switches;
    private final SwitchFacts facts;
    private final Drivers drivers;

    InterfaceOperation(SwitchRepository switches, SwitchFacts facts, Drivers drivers) {
        this.switches = switches;
        this.facts = facts;
        this.drivers = drivers;
    }

    /** Fails with INVALID_INPUT when it wishes nothing or something impossible. */
    static NewOperation wish(UUID switchId, String name, InterfaceWish wish, String requestedBy, String key) {
        if (wish.equals(NOTHING)) {
            throw Failures.invalid("enabled", "nothing to set");
        }
        within("mtu", wish.mtu(), 68, 65_535);
        within("access_vlan", wish.accessVlan(), 1, 4_094);
        String description = wish.description();
        if (description != null && description.length() > MAX_DESCRIPTION) {
            throw Failures.invalid("description", "must have at most " + MAX_DESCRIPTION + " characters");
        }
        var parameters = parameters(wish);
        parameters.put("switch_id", switchId.toString());
        parameters.put("interface", name);
        return new NewOperation(
                OperationKind.SWITCH_INTERFACE, null, null, parameters, null, requestedBy, key.isEmpty() ? null : key);
    }

    private static void within(String field, @Nullable Integer value, int min, int max) {
        if (value != null && (value < min || value > max)) {
            throw Failures.invalid(field, "must be from " + min + " to " + max);
        }
    }

    private static Map<String, Object> parameters(InterfaceWish wish) {
        var parameters = new LinkedHashMap<String, Object>();
        put(parameters, "enabled", wish.enabled());
        put(parameters, "mtu", wish.mtu());
        put(parameters, "description", wish.description());
        put(parameters, "access_vlan", wish.accessVlan());
        return parameters;
    }

    private static void put(Map<String, Object> into, String name, @Nullable Object value) {
        if (value != null) {
            into.put(name, value);
        }
    }

    /** Queues the wish; a key that belongs to another wish is refused. */
    static Uni<Operation> queue(OperationService operations, NewOperation wish) {
        return operations.queue(wish).invoke(operation -> {
            if (!operation.parameters().equals(wish.parameters())) {
                throw Failures.alreadyExists("idempotency_key", "the key belongs to another operation");
            }
        });
    }

    @Override
    public OperationKind kind() {
        return OperationKind.SWITCH_INTERFACE;
    }

    @Override
    public Uni<Outcome> run(Run run) {
        String name = String.valueOf(run.text("interface"));
        var wish = new InterfaceWish(
                run.operation().parameters().get("enabled") instanceof Boolean enabled ? enabled : null,
                run.integer("mtu"),
                run.text("description"),
                run.integer("access_vlan"));
        return switches.get(String.valueOf(run.text("switch_id")))
                .chain(known -> drivers.call(
                                known.bmc(),
                                SwitchSettings.class,
                                s -> s.setInterface(known.bmc(), name, wish),
                                run::note)
                        .chain(() -> drivers.call(
                                known.bmc(), SwitchReader.class, r -> r.readInterfaces(known.bmc()), run::note))
                        .map(now -> new Outcome.Done(
                                Map.of("interface", name, "applied", parameters(wish)),
                                tx -> facts.interfaces(tx, known.id(), now))));
    }
}
