package io.palebluedot.inventory.server;

import com.google.protobuf.Empty;
import io.palebluedot.inventory.asset.AssetRefs;
import io.palebluedot.inventory.history.HistoryQueries;
import io.palebluedot.proto.inventory.v1.CreateServerRequest;
import io.palebluedot.proto.inventory.v1.DeleteServerRequest;
import io.palebluedot.proto.inventory.v1.GetServerRequest;
import io.palebluedot.proto.inventory.v1.ListServerComponentsRequest;
import io.palebluedot.proto.inventory.v1.ListServerComponentsResponse;
import io.palebluedot.proto.inventory.v1.ListServerHistoryRequest;
import io.palebluedot.proto.inventory.v1.ListServerHistoryResponse;
import io.palebluedot.proto.inventory.v1.ListServersRequest;
import io.palebluedot.proto.inventory.v1.ListServersResponse;
import io.palebluedot.proto.inventory.v1.Server;
import io.palebluedot.proto.inventory.v1.ServerStatus;
import io.palebluedot.proto.inventory.v1.SetServerMaintenanceRequest;
import io.palebluedot.proto.inventory.v1.UpdateServerRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

/** {@code ServerService} on the wire. */
@GrpcService
public class ServerGrpcApi implements io.palebluedot.proto.inventory.v1.ServerService {

    private final ServerService service;
    private final ServerQueries queries;
    private final StatusService status;
    private final AssetRefs refs;
    private final HistoryQueries history;
    private final ComponentQueries components;

    ServerGrpcApi(
            ServerService service,
            ServerQueries queries,
            StatusService status,
            AssetRefs refs,
            HistoryQueries history,
            ComponentQueries components) {
        this.service = service;
        this.queries = queries;
        this.status = status;
        this.refs = refs;
        this.history = history;
        this.components = components;
    }

    @Override
    public Uni<ListServersResponse> listServers(ListServersRequest request) {
        return queries.list(Caller.current(), request)
                .map(slice -> ListServersResponse.newBuilder()
                        .addAllServers(slice.items())
                        .setPage(slice.info())
                        .build());
    }

    @Override
    public Uni<Server> getServer(GetServerRequest request) {
        return service.get(Caller.current(), request.getRef());
    }

    @Override
    public Uni<Server> createServer(CreateServerRequest request) {
        return service.create(operator(), request);
    }

    @Override
    public Uni<Server> updateServer(UpdateServerRequest request) {
        return service.update(operator(), request);
    }

    @Override
    public Uni<Empty> deleteServer(DeleteServerRequest request) {
        return service.delete(operator(), request).replaceWith(Empty.getDefaultInstance());
    }

    @Override
    public Uni<ServerStatus> getServerStatus(GetServerRequest request) {
        return status.of(Caller.current(), request.getRef());
    }

    @Override
    public Uni<Server> setServerMaintenance(SetServerMaintenanceRequest request) {
        return service.maintenance(operator(), request);
    }

    @Override
    public Uni<Server> requalifyServer(GetServerRequest request) {
        return service.requalify(operator(), request.getRef());
    }

    @Override
    public Uni<ListServerHistoryResponse> listServerHistory(ListServerHistoryRequest request) {
        return refs.server(Caller.current(), request.getRef())
                .chain(server -> history.of(server.id(), request.getPage()))
                .map(slice -> ListServerHistoryResponse.newBuilder()
                        .addAllEntries(slice.items())
                        .setPage(slice.info())
                        .build());
    }

    @Override
    public Uni<ListServerComponentsResponse> listServerComponents(ListServerComponentsRequest request) {
        return components
                .list(Caller.current(), request)
                .map(slice -> ListServerComponentsResponse.newBuilder()
                        .addAllComponents(slice.items())
                        .setPage(slice.info())
                        .build());
    }

    private static Caller operator() {
        var caller = Caller.current();
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        return caller;
    }
}
