package io.palebluedot.hardware.discovery;

import io.palebluedot.events.Ids;
import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.credential.CredentialService;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.inspection.Protocols;
import io.palebluedot.hardware.operation.NewOperation;
import io.palebluedot.hardware.operation.Operation;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.OperationService;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** Starting discoveries and looking at them. */
@ApplicationScoped
public class DiscoveryService {

    /** A discovery as far as it is. */
    record Progress(UUID id, Operation operation, int total, int probed, int found, List<Row> targets) {}

    private static final int MAX_LOGINS = 10;

    private final DiscoveryRepository discoveries;
    private final OperationService operations;
    private final CredentialService credentials;
    private final Drivers drivers;
    private final AllowedAddresses addresses;
    private final HardwareConfig.Discovery config;

    DiscoveryService(
            DiscoveryRepository discoveries,
            OperationService operations,
            CredentialService credentials,
            Drivers drivers,
            AllowedAddresses addresses,
            HardwareConfig config) {
        this.discoveries = discoveries;
        this.operations = operations;
        this.credentials = credentials;
        this.drivers = drivers;
        this.addresses = addresses;
        this.config = config.discovery();
    }

    Uni<Progress> start(
            DiscoveryWish wish,
            String credentialsRef,
            List<Login> logins,
            List<String> protocols,
            int dcgmPort,
            int nodePort,
            Caller caller) {
        var order = Protocols.checked(protocols, drivers);
        var targets = wish.targets(addresses.rules(), config.maxAddresses());
        checkPort("dcgm_exporter_port", dcgmPort);
        checkPort("node_exporter_port", nodePort);
        return checkLogins(credentialsRef, logins)
                .chain(() -> queue(wish, credentialsRef, logins, order, targets, dcgmPort, nodePort, caller));
    }

    private static void checkPort(String field, int port) {
        if (port < 0 || port > 65_535) {
            throw Failures.invalid(field, "must be 0 to 65535");
        }
    }

    private Uni<Void> checkLogins(String ref, List<Login> logins) {
        if (!ref.isEmpty()) {
            return credentials.login(ref).replaceWithVoid();
        }
        boolean bad = logins.stream()
                .anyMatch(l -> l.username().isEmpty() || l.password().isEmpty());
        if (logins.isEmpty() || logins.size() > MAX_LOGINS || bad) {
            throw Failures.invalid("credentials", "1 to " + MAX_LOGINS + " users with passwords, or credentials_ref");
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Progress> queue(
            DiscoveryWish wish,
            String ref,
            List<Login> logins,
            List<String> protocols,
            List<String> targets,
            int dcgmPort,
            int nodePort,
            Caller caller) {
        var id = Ids.newUuid();
        var parameters = new LinkedHashMap<String, Object>();
        parameters.put("discovery_id", id.toString());
        parameters.put("cidr", wish.cidr());
        parameters.put("addresses", targets.size());
        parameters.put("protocols", protocols);
        if (!ref.isEmpty()) {
            parameters.put("credentials_ref", ref);
        }
        var operation = new NewOperation(
                OperationKind.DISCOVERY,
                null,
                null,
                parameters,
                ref.isEmpty() ? Logins.text(logins) : null,
                caller.id(),
                null);
        return operations
                .queue(
                        operation,
                        (tx, o) ->
                                discoveries.add(tx, id, o.id(), protocols, wish.ports(), dcgmPort, nodePort, targets))
                .map(o -> new Progress(id, o, targets.size(), 0, 0, List.of()));
    }

    Uni<Progress> get(String id, Caller caller) {
        if (!Ids.isId(id)) {
            return Uni.createFrom().failure(Failures.notFound("Discovery", id));
        }
        var discoveryId = UUID.fromString(id);
        return discoveries
                .operationOf(discoveryId)
                .map(found -> found.orElseThrow(() -> Failures.notFound("Discovery", id)))
                .chain(operationId -> operations.get(operationId.toString(), caller))
                .chain(operation -> discoveries
                        .counts(discoveryId)
                        .chain(counts -> discoveries
                                .shown(discoveryId)
                                .map(rows ->
                                        new Progress(discoveryId, operation, counts[0], counts[1], counts[2], rows))));
    }
}
