package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BootControl;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Boot source override of the ComputerSystem, or of its settings object where the system itself takes none. */
final class RedfishBoot implements BootControl {

    private final RedfishClients clients;
    private final RedfishSystems systems;

    RedfishBoot(RedfishClients clients, RedfishSystems systems) {
        this.clients = clients;
        this.systems = systems;
    }

    @Override
    public Uni<BootReading> readBoot(Bmc bmc) {
        return systems.host(bmc).map(RedfishBoot::reading);
    }

    private static BootReading reading(Resource host) {
        var boot = host.part("Boot");
        return new BootReading(
                boot.json().path("BootSourceOverrideTarget").asText(null),
                boot.text("BootSourceOverrideEnabled"),
                boot.text("BootSourceOverrideMode"),
                boot.words("BootSourceOverrideTarget@Redfish.AllowableValues"));
    }

    @Override
    public Uni<Void> setBoot(Bmc bmc, String target, boolean once) {
        return systems.host(bmc)
                .invoke(host -> check(reading(host).allowed(), target))
                .chain(host -> write(bmc, host, body(host, target, once)))
                .replaceWithVoid();
    }

    private static void check(List<String> allowed, String target) {
        if (!allowed.isEmpty() && !allowed.contains(target)) {
            throw new BmcFailure(BmcFailure.Kind.INVALID, "boot target '" + target + "' is none of " + allowed);
        }
    }

    private static JsonNode body(Resource host, String target, boolean once) {
        var body = RedfishJson.MAPPER.createObjectNode();
        var boot = body.putObject("Boot");
        boolean none = target.equals("None");
        boot.put("BootSourceOverrideTarget", target);
        boot.put("BootSourceOverrideEnabled", none ? "Disabled" : once ? "Once" : "Continuous");
        if ("Legacy".equals(host.text("Boot", "BootSourceOverrideMode"))) {
            boot.put("BootSourceOverrideMode", "UEFI");
        }
        return body;
    }

    private Uni<Answer> write(Bmc bmc, Resource host, JsonNode body) {
        var client = clients.of(bmc);
        String settings = RedfishSystems.settings(host);
        var direct = client.patch(host.path(), body);
        return settings == null
                ? direct
                : direct.onFailure(RedfishBoot::notHere).recoverWithUni(() -> client.patch(settings, body));
    }

    private static boolean notHere(Throwable e) {
        return e instanceof BmcFailure f
                && (f.kind() == BmcFailure.Kind.REFUSED || f.kind() == BmcFailure.Kind.UNSUPPORTED);
    }
}
