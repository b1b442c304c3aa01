package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.PowerControl;
import io.palebluedot.hardware.driver.PowerReading;
import io.palebluedot.hardware.driver.PowerState;
import io.palebluedot.hardware.driver.ResetType;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Objects;

/** ComputerSystem.Reset at its advertised target. */
final class RedfishPower implements PowerControl {

    private static final String RESET = "#ComputerSystem.Reset";
    private static final int TRIES = 6;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final RedfishClients clients;
    private final RedfishSystems systems;

    RedfishPower(RedfishClients clients, RedfishSystems systems) {
        this.clients = clients;
        this.systems = systems;
    }

    @Override
    public Uni<PowerReading> readPower(Bmc bmc) {
        return systems.host(bmc)
                .chain(host -> systems.allowable(bmc, host.part("Actions", RESET), "ResetType")
                        .map(words -> new PowerReading(
                                PowerState.of(Objects.requireNonNullElse(host.text("PowerState"), "Unknown")),
                                host.text("LastResetTime"),
                                RedfishSystems.resets(words))));
    }

    @Override
    public Uni<Void> reset(Bmc bmc, ResetType type) {
        var body = RedfishJson.MAPPER.createObjectNode().put("ResetType", type.word());
        return systems.host(bmc)
                .map(host -> RedfishSystems.target(host.part("Actions", RESET), "reset"))
                .chain(target -> post(clients.of(bmc), target, body, TRIES))
                .replaceWithVoid();
    }

    private static Uni<Answer> post(RedfishClient client, String target, JsonNode body, int tries) {
        return client.post(target, body)
                .onFailure(e -> tries > 1 && client.quirks().refusesAfterPowerChange() && refused(e))
                .recoverWithUni(() -> Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(PAUSE)
                        .chain(() -> post(client, target, body, tries - 1)));
    }

    private static boolean refused(Throwable e) {
        return e instanceof BmcFailure f && f.kind() == BmcFailure.Kind.REFUSED;
    }
}
