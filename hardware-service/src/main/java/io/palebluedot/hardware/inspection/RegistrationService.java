package io.palebluedot.hardware.inspection;

import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.ForbiddenAddress;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.operation.NewOperation;
import io.palebluedot.hardware.operation.Operation;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.OperationService;
import io.palebluedot.hardware.server.Server;
import io.palebluedot.hardware.server.ServerRepository;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which BMC a server has, and where its exporters are. */
@ApplicationScoped
public class RegistrationService {

    private final ServerRepository servers;
    private final OperationService operations;
    private final Drivers drivers;
    private final AllowedAddresses addresses;

    RegistrationService(
            ServerRepository servers, OperationService operations, Drivers drivers, AllowedAddresses addresses) {
        this.servers = servers;
        this.operations = operations;
        this.drivers = drivers;
        this.addresses = addresses;
    }

    /**
     * Queues logging in and reading; the server's BMC changes when both went well. Without protocols, those that are known of a BMC
     * that stays at its address are kept.
     */
    public Uni<Operation> register(
            UUID serverId,
            String address,
            Map<String, Integer> ports,
            Login login,
            List<String> protocols,
            String caller) {
        Protocols.checkPorts(ports);
        var wanted = new Wish(whereabouts(address, ports), address.strip(), Protocols.checked(protocols, drivers));
        return addresses
                .resolve(wanted.where().host())
                .onFailure(ForbiddenAddress.class)
                .transform(e -> Failures.invalid("address", String.valueOf(e.getMessage())))
                .chain(() -> servers.at(place(wanted)))
                .invoke(known -> refuseOthers(known, serverId, place(wanted)))
                .map(known -> protocols.isEmpty() ? known.map(wanted::asKnown).orElse(wanted) : wanted)
                .chain(wish -> operations.queue(operation(serverId, wish, login, caller)));
    }

    /** Where to register what. */
    private record Wish(Whereabouts where, String address, List<String> protocols) {

        Wish asKnown(Server known) {
            var ports = new HashMap<>(known.bmc().ports());
            ports.putAll(where.ports());
            return new Wish(
                    new Whereabouts(where.host(), where.port(), ports),
                    address,
                    known.bmc().protocols());
        }
    }

    private HostPort place(Wish wish) {
        return wish.where().of(drivers.of(wish.protocols().getFirst()).orElseThrow());
    }

    private static NewOperation operation(UUID serverId, Wish wish, Login login, String caller) {
        var parameters = Map.<String, Object>of(
                "address", wish.address(),
                "ports", wish.where().ports(),
                "username", login.username(),
                "protocols", wish.protocols());
        return new NewOperation(OperationKind.REGISTER, serverId, null, parameters, login.password(), caller, null);
    }

    private static Whereabouts whereabouts(String address, Map<String, Integer> ports) {
        try {
            return Whereabouts.of(address, ports);
        } catch (IllegalArgumentException e) {
            throw Failures.invalid("address", String.valueOf(e.getMessage()));
        }
    }

    private static void refuseOthers(Optional<Server> known, UUID serverId, HostPort place) {
        if (known.isPresent() && !known.get().id().equals(serverId)) {
            throw Failures.alreadyExists(
                    "address", place + " is the BMC of server " + known.get().id());
        }
    }

    /** Forgets the BMC: sessions, password, telemetry. */
    public Uni<Void> forget(String serverId) {
        return servers.get(serverId)
                .call(server -> servers.delete(serverId))
                .chain(server -> Multi.createFrom()
                        .iterable(server.bmc().protocols())
                        .onItem()
                        .transformToUniAndConcatenate(p -> drivers.of(p)
                                .map(driver -> driver.forget(server.bmc())
                                        .invoke(() -> driver.forgetCertificate(
                                                server.bmc().address())))
                                .orElseGet(() -> Uni.createFrom().voidItem()))
                        .collect()
                        .last())
                .onFailure(io.palebluedot.hardware.driver.BmcFailure.class)
                .recoverWithNull()
                .replaceWithVoid();
    }

    public Uni<Void> setExporters(String serverId, String dcgm, String node) {
        return checked("dcgm_exporter_url", dcgm)
                .chain(() -> checked("node_exporter_url", node))
                .chain(() -> servers.get(serverId))
                .chain(server -> servers.setExporters(serverId, dcgm, node));
    }

    private Uni<Void> checked(String field, String url) {
        if (url.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return addresses
                .resolve(host(field, url))
                .onFailure(ForbiddenAddress.class)
                .transform(e -> Failures.invalid(field, String.valueOf(e.getMessage())))
                .replaceWithVoid();
    }

    private static String host(String field, String url) {
        try {
            var uri = URI.create(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri.getHost().replaceAll("[\\[\\]]", "");
            }
        } catch (IllegalArgumentException e) {
            throw Failures.invalid(field, "must be a URL");
        }
        throw Failures.invalid(field, "must be an http or https URL without a user");
    }
}
