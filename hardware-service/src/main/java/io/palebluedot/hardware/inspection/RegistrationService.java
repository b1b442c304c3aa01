package io.palebluedot.hardware.inspection;

import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.ForbiddenAddress;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Driver;
import io.palebluedot.hardware.driver.Drivers;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which BMC a server has, and where its exporters are. */
@ApplicationScoped
public class RegistrationService {

    private static final int HTTPS = 443;

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

    /** Queues logging in and reading; the server's BMC changes when both went well. */
    public Uni<Operation> register(
            UUID serverId, String address, String username, String password, List<String> protocols, String caller) {
        var order = Protocols.checked(protocols, drivers);
        int port = order.stream()
                .findFirst()
                .flatMap(drivers::of)
                .map(Driver::defaultPort)
                .orElse(HTTPS);
        var place = place(address, port);
        var wish = new NewOperation(
                OperationKind.REGISTER,
                serverId,
                null,
                Map.of("address", place.toString(), "username", username, "protocols", order),
                password,
                caller,
                null);
        return addresses
                .resolve(place.host())
                .onFailure(ForbiddenAddress.class)
                .transform(e -> Failures.invalid("address", String.valueOf(e.getMessage())))
                .chain(() -> servers.at(place))
                .invoke(known -> refuseOthers(known, serverId, place))
                .chain(() -> operations.queue(wish));
    }

    private static HostPort place(String address, int port) {
        try {
            return HostPort.parse(address, port);
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
