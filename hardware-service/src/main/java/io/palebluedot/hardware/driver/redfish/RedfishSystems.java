package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ResetType;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the host among the systems of a BMC, and remembers where it is. */
final class RedfishSystems {

    private static final int MAX_SYSTEMS = 16;

    private final RedfishClients clients;
    private final Map<HostPort, String> hosts = new ConcurrentHashMap<>();

    RedfishSystems(RedfishClients clients) {
        this.clients = clients;
    }

    /** The host system, read now. */
    Uni<Resource> host(Bmc bmc) {
        var client = clients.of(bmc);
        String known = hosts.get(bmc.address());
        if (known == null) {
            return find(bmc, client);
        }
        return client.getIfPresent(known)
                .onItem()
                .transformToUni(host -> host.present() ? Uni.createFrom().item(host) : find(bmc, client));
    }

    /** What a reading of the whole tree found. */
    void learn(Bmc bmc, Resource host) {
        if (host.present()) {
            hosts.put(bmc.address(), host.path());
        }
    }

    private Uni<Resource> find(Bmc bmc, RedfishClient client) {
        return client.get(Paths.ROOT)
                .chain(root -> client.members(
                        Objects.requireNonNullElse(root.link("Systems"), Paths.ROOT + "/Systems"), MAX_SYSTEMS))
                .map(RedfishSystems::choose)
                .invoke(host -> hosts.put(bmc.address(), host.path()));
    }

    private static Resource choose(List<Resource> systems) {
        var resources = new HashMap<String, JsonNode>();
        var collection = RedfishJson.MAPPER.createObjectNode();
        var members = collection.putArray("Members");
        for (var system : systems) {
            resources.put(system.path(), system.json());
            members.addObject().put("@odata.id", system.path());
        }
        var root = RedfishJson.MAPPER.createObjectNode();
        root.putObject("Systems").put("@odata.id", "/redfish/v1/Systems");
        resources.put(Paths.ROOT, root);
        resources.put("/redfish/v1/Systems", collection);
        var host = new Tree(resources).host();
        if (!host.present()) {
            throw new BmcFailure(BmcFailure.Kind.UNSUPPORTED, "the BMC shows no system");
        }
        return host;
    }

    /** What the BMC says it takes for a parameter of an action; empty when it does not say. */
    Uni<List<String>> allowable(Bmc bmc, Resource action, String parameter) {
        var direct = action.words(parameter + "@Redfish.AllowableValues");
        String info = Paths.of(String.valueOf(action.text("@Redfish.ActionInfo")));
        if (!direct.isEmpty() || info == null) {
            return Uni.createFrom().item(direct);
        }
        return clients.of(bmc)
                .getIfPresent(info)
                .map(i -> i.parts("Parameters").stream()
                        .filter(p -> parameter.equals(p.text("Name")))
                        .flatMap(p -> p.words("AllowableValues").stream())
                        .toList());
    }

    static Set<ResetType> resets(List<String> words) {
        return words.stream()
                .map(ResetType::of)
                .flatMap(java.util.Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The advertised target of an action. */
    static String target(Resource action, String what) {
        String target = Paths.of(Objects.requireNonNullElse(action.text("target"), ""));
        if (target == null) {
            throw new BmcFailure(BmcFailure.Kind.UNSUPPORTED, "the BMC advertises no " + what);
        }
        return target;
    }

    /** Where changes to a resource are to be written: its settings object, where it has one. */
    static @Nullable String settings(Resource resource) {
        return resource.link("@Redfish.Settings", "SettingsObject");
    }
}
