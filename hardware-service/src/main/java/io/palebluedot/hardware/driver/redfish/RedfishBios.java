package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.hardware.driver.BiosSettings;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bios resource; what is written goes to its settings object and waits there for a reset. */
final class RedfishBios implements BiosSettings {

    private final RedfishClients clients;
    private final RedfishSystems systems;

    RedfishBios(RedfishClients clients, RedfishSystems systems) {
        this.clients = clients;
        this.systems = systems;
    }

    @Override
    public Uni<BiosReading> readBios(Bmc bmc) {
        return bios(bmc).chain(bios -> settings(bmc, bios).map(settings -> reading(bios, settings)));
    }

    private Uni<Resource> bios(Bmc bmc) {
        return systems.host(bmc).chain(host -> {
            String path = host.link("Bios");
            if (path == null) {
                throw new BmcFailure(BmcFailure.Kind.UNSUPPORTED, "the BMC shows no BIOS settings");
            }
            return clients.of(bmc).get(path);
        });
    }

    private Uni<Resource> settings(Bmc bmc, Resource bios) {
        return clients.of(bmc).getIfPresent(RedfishSystems.settings(bios));
    }

    private static BiosReading reading(Resource bios, Resource settings) {
        var current = values(bios);
        var pending = new LinkedHashMap<String, Object>();
        values(settings).forEach((name, value) -> {
            if (!value.equals(current.get(name))) {
                pending.put(name, value);
            }
        });
        return new BiosReading(current, pending);
    }

    private static Map<String, Object> values(Resource resource) {
        var values = new LinkedHashMap<String, Object>();
        resource.part("Attributes").json().properties().forEach(entry -> {
            var node = entry.getValue();
            if (node.isBoolean()) {
                values.put(entry.getKey(), node.asBoolean());
            } else if (node.isIntegralNumber()) {
                values.put(entry.getKey(), node.asLong());
            } else if (node.isNumber()) {
                values.put(entry.getKey(), node.asDouble());
            } else if (node.isTextual()) {
                values.put(entry.getKey(), node.asText());
            }
        });
        return values;
    }

    @Override
    public Uni<Void> writeBios(Bmc bmc, Map<String, Object> attributes) {
        return bios(bmc)
                .chain(bios -> registry(bmc, bios)
                        .invoke(registry -> new BiosCheck(values(bios), registry).check(attributes))
                        .chain(checked -> write(bmc, bios, attributes)));
    }

    private Uni<Void> write(Bmc bmc, Resource bios, Map<String, Object> attributes) {
        var body = RedfishJson.MAPPER.createObjectNode();
        ObjectNode node = body.putObject("Attributes");
        attributes.forEach((name, value) -> node.set(name, RedfishJson.MAPPER.valueToTree(value)));
        String settings = RedfishSystems.settings(bios);
        var client = clients.of(bmc);
        return client.patch(settings == null ? bios.path() : settings, body)
                .chain(answer -> RedfishTasks.settle(client, answer))
                .replaceWithVoid();
    }

    /** The attribute registry, where the BMC serves it: allowed values and bounds. */
    private Uni<Resource> registry(Bmc bmc, Resource bios) {
        String name = bios.text("AttributeRegistry");
        if (name == null) {
            return Uni.createFrom().item(Resource.absent(""));
        }
        String id = name.replaceFirst("\\.(v)?[0-9_.]+$", "");
        var client = clients.of(bmc);
        return client.getIfPresent(Paths.ROOT + "/Registries/" + name)
                .onItem()
                .transformToUni(file -> file.present()
                        ? Uni.createFrom().item(file)
                        : client.getIfPresent(Paths.ROOT + "/Registries/" + id))
                .map(file -> file.parts("Location").stream()
                        .map(l -> Paths.of(String.valueOf(l.text("Uri"))))
                        .filter(java.util.Objects::nonNull)
                        .findFirst())
                .onItem()
                .transformToUni(path -> client.getIfPresent(path.orElse(null)))
                // Without a readable registry the types of the current values still check.
                .onFailure(BmcFailure.class)
                .recoverWithItem(Resource.absent(""));
    }
}
