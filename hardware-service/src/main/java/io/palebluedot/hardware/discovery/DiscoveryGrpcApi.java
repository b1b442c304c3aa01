package io.palebluedot.hardware.discovery;

import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.operation.OperationProto;
import io.palebluedot.proto.hardware.v1.DiscoveredServer;
import io.palebluedot.proto.hardware.v1.Discovery;
import io.palebluedot.proto.hardware.v1.GetDiscoveryRequest;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Objects;

@GrpcService
class DiscoveryGrpcApi implements io.palebluedot.proto.hardware.v1.DiscoveryService {

    private final DiscoveryService discoveries;

    DiscoveryGrpcApi(DiscoveryService discoveries) {
        this.discoveries = discoveries;
    }

    @Override
    public Uni<Discovery> startDiscovery(StartDiscoveryRequest r) {
        var caller = Caller.current();
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        var wish = new DiscoveryWish(r.getCidr(), r.getAddressesList(), r.getPort(), r.getPortsMap());
        var logins = r.getCredentialsList().stream()
                .map(c -> new Login(c.getUsername(), c.getPassword()))
                .toList();
        return discoveries
                .start(
                        wish,
                        r.getCredentialsRef(),
                        logins,
                        r.getProtocolsList(),
                        r.getDcgmExporterPort(),
                        r.getNodeExporterPort(),
                        caller)
                .map(DiscoveryGrpcApi::proto);
    }

    @Override
    public Uni<Discovery> getDiscovery(GetDiscoveryRequest r) {
        var caller = Caller.current();
        caller.require(Role.ADMIN, Role.OPERATOR, Role.VIEWER, Role.SERVICE);
        return discoveries.get(r.getId(), caller).map(DiscoveryGrpcApi::proto);
    }

    private static Discovery proto(DiscoveryService.Progress p) {
        var operation = p.operation();
        var proto = Discovery.newBuilder()
                .setId(p.id().toString())
                .setOperationId(operation.id().toString())
                .setState(OperationProto.state(operation.state()))
                .setTotal(p.total())
                .setProbed(p.probed())
                .setFound(p.found())
                .setError(Objects.requireNonNullElse(operation.error(), ""))
                .setCreatedAt(OperationProto.time(operation.createdAt()));
        p.targets().forEach(row -> proto.addServers(server(row)));
        var finished = operation.finishedAt();
        if (finished != null) {
            proto.setFinishedAt(OperationProto.time(finished));
        }
        return proto.build();
    }

    private static DiscoveredServer server(Row row) {
        String state = row.getString("state");
        var id = row.getUUID("server_id");
        return DiscoveredServer.newBuilder()
                .setAddress(row.getString("address"))
                .setState(state.equals("waiting") ? "probing" : state)
                .setServerId(id == null ? "" : id.toString())
                .setProtocol(Objects.requireNonNullElse(row.getString("protocol"), ""))
                .setError(Objects.requireNonNullElse(row.getString("error"), ""))
                .addAllFindings(List.of(row.getArrayOfStrings("findings")))
                .build();
    }
}
