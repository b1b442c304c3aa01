package io.palebluedot.hardware.boot;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BootControl;
import io.palebluedot.hardware.driver.BootControl.BootReading;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.operation.NewOperation;
import io.palebluedot.hardware.operation.OperationHandler;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.Outcome;
import io.palebluedot.hardware.operation.Run;
import io.palebluedot.hardware.power.PowerAction;
import io.palebluedot.hardware.power.PowerChange;
import io.palebluedot.hardware.server.Server;
import io.palebluedot.hardware.server.ServerFacts;
import io.palebluedot.hardware.server.ServerRepository;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Sets where a server boots from, reads it back, and brings the server up from there when asked. */
@ApplicationScoped
public class BootOperation implements OperationHandler {

    private static final Set<String> TARGETS = Set.of(
            "None",
            "Pxe",
            "Hdd",
            "Cd",
            "Usb",
            "UefiHttp",
            "BiosSetup",
            "UefiTarget",
            "UefiShell",
            "Utilities",
            "Diags");

    private final ServerRepository servers;
    private final ServerFacts facts;
    private final Drivers drivers;
    private final PowerChange power;

    BootOperation(ServerRepository servers, ServerFacts facts, Drivers drivers, PowerChange power) {
        this.servers = servers;
        this.facts = facts;
        this.drivers = drivers;
        this.power = power;
    }

    public static NewOperation wish(
            UUID serverId, String target, boolean once, boolean powerCycle, String requestedBy, String key) {
        if (!TARGETS.contains(target)) {
            throw Failures.invalid(
                    "target", "must be one of " + TARGETS.stream().sorted().toList());
        }
        var parameters = Map.<String, Object>of("target", target, "once", once, "power_cycle", powerCycle);
        return NewOperation.of(OperationKind.BOOT, serverId, parameters, requestedBy, key);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.BOOT;
    }

    @Override
    public Uni<Outcome> run(Run run) {
        return servers.get(run.serverId())
                .chain(server -> override(run, server.bmc())
                        .chain(result -> Boolean.parseBoolean(run.text("power_cycle"))
                                ? cycle(run, server, result)
                                : Uni.createFrom().item(Outcome.done(result))));
    }

    /** After the power cycle has begun, a one-time override may be used up already: it is not set again. */
    private Uni<Map<String, Object>> override(Run run, Bmc bmc) {
        String target = String.valueOf(run.text("target"));
        boolean once = Boolean.parseBoolean(run.text("once"));
        if (power.begun(run)) {
            return Uni.createFrom().item(Map.of("target", target));
        }
        return drivers.call(bmc, BootControl.class, b -> b.setBoot(bmc, target, once), run::note)
                .chain(() -> drivers.call(bmc, BootControl.class, b -> b.readBoot(bmc), run::note))
                .map(reading -> confirmed(reading, target))
                .call(() -> run.progress(20));
    }

    private static Map<String, Object> confirmed(BootReading reading, String target) {
        boolean disabled = target.equals("None") && "Disabled".equals(reading.enabled());
        if (!disabled && !target.equals(reading.target())) {
            throw new BmcFailure(
                    BmcFailure.Kind.NOT_CONFIRMED, "boot target reads back as " + reading.target() + ", not " + target);
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("target", target);
        result.put("enabled", String.valueOf(reading.enabled()));
        return result;
    }

    private Uni<Outcome> cycle(Run run, Server server, Map<String, Object> result) {
        return power.perform(run, server.bmc(), PowerAction.POWER_CYCLE).map(changed -> {
            var all = new LinkedHashMap<>(result);
            all.putAll(changed.result());
            var state = changed.state();
            return new Outcome.Done(
                    all,
                    tx -> state == null ? Uni.createFrom().voidItem() : facts.powerSeen(tx, server.id(), state.word()));
        });
    }
}
