package io.palebluedot.hardware.network;

import com.google.protobuf.Empty;
import io.palebluedot.hardware.driver.SwitchSettings.InterfaceWish;
import io.palebluedot.hardware.operation.OperationProto;
import io.palebluedot.hardware.operation.OperationService;
import io.palebluedot.proto.hardware.v1.ListLinksRequest;
import io.palebluedot.proto.hardware.v1.ListLinksResponse;
import io.palebluedot.proto.hardware.v1.ListNeighboursRequest;
import io.palebluedot.proto.hardware.v1.ListNeighboursResponse;
import io.palebluedot.proto.hardware.v1.ListSwitchInterfacesRequest;
import io.palebluedot.proto.hardware.v1.ListSwitchInterfacesResponse;
import io.palebluedot.proto.hardware.v1.ListSwitchesRequest;
import io.palebluedot.proto.hardware.v1.ListSwitchesResponse;
import io.palebluedot.proto.hardware.v1.Operation;
import io.palebluedot.proto.hardware.v1.RegisterSwitchRequest;
import io.palebluedot.proto.hardware.v1.SetSwitchInterfaceRequest;
import io.palebluedot.proto.hardware.v1.Switch;
import io.palebluedot.proto.hardware.v1.SwitchTarget;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

@GrpcService
class SwitchGrpcApi implements io.palebluedot.proto.hardware.v1.SwitchService {

    private final SwitchService service;
    private final SwitchRepository switches;
    private final SwitchLists lists;
    private final OperationService operations;

    SwitchGrpcApi(SwitchService service, SwitchRepository switches, SwitchLists lists, OperationService operations) {
        this.service = service;
        this.switches = switches;
        this.lists = lists;
        this.operations = operations;
    }

    @Override
    public Uni<Switch> registerSwitch(RegisterSwitchRequest r) {
        changer();
        return service.register(r.getName(), r.getAddress(), r.getUsername(), r.getPassword())
                .map(SwitchProto::of);
    }

    @Override
    public Uni<ListSwitchesResponse> listSwitches(ListSwitchesRequest r) {
        reader();
        return switches.list(r.getPage())
                .map(slice -> slice.map(SwitchProto::of))
                .map(slice -> ListSwitchesResponse.newBuilder()
                        .addAllSwitches(slice.items())
                        .setPage(slice.info())
                        .build());
    }

    @Override
    public Uni<Switch> getSwitch(SwitchTarget r) {
        reader();
        return switches.row(r.getRef()).map(SwitchProto::of);
    }

    @Override
    public Uni<Empty> forgetSwitch(SwitchTarget r) {
        changer();
        return service.forget(r.getRef()).replaceWith(Empty.getDefaultInstance());
    }

    @Override
    public Uni<ListSwitchInterfacesResponse> listSwitchInterfaces(ListSwitchInterfacesRequest r) {
        reader();
        return switches.id(r.getRef())
                .chain(id -> lists.interfaces(r.getPage(), id, r.getOperStatus()))
                .map(slice -> slice.map(SwitchProto::port))
                .map(slice -> ListSwitchInterfacesResponse.newBuilder()
                        .addAllInterfaces(slice.items())
                        .setPage(slice.info())
                        .build());
    }

    @Override
    public Uni<ListNeighboursResponse> listNeighbours(ListNeighboursRequest r) {
        reader();
        return switches.id(r.getRef())
                .chain(id -> lists.neighbours(r.getPage(), id))
                .map(slice -> slice.map(SwitchProto::neighbour))
                .map(slice -> ListNeighboursResponse.newBuilder()
                        .addAllNeighbours(slice.items())
                        .setPage(slice.info())
                        .build());
    }

    @Override
    public Uni<Operation> setSwitchInterface(SetSwitchInterfaceRequest r) {
        String who = changer().id();
        var wish = new InterfaceWish(
                r.hasEnabled() ? Boolean.valueOf(r.getEnabled()) : null,
                r.hasMtu() ? Integer.valueOf(r.getMtu()) : null,
                r.hasDescription() ? r.getDescription() : null,
                r.hasAccessVlan() ? Integer.valueOf(r.getAccessVlan()) : null);
        return switches.id(r.getRef())
                .call(id -> lists.mayHave(id, r.getName()))
                .map(id -> InterfaceOperation.wish(id, r.getName(), wish, who, r.getIdempotencyKey()))
                .chain(asked -> InterfaceOperation.queue(operations, asked))
                .map(OperationProto::of);
    }

    @Override
    public Uni<ListLinksResponse> listLinks(ListLinksRequest r) {
        reader();
        Uni<UUID> filter = r.getSwitchRef().isEmpty() ? Uni.createFrom().nullItem() : switches.id(r.getSwitchRef());
        return filter.chain(id -> lists.links(r.getPage(), r.getServerId(), id))
                .map(slice -> slice.map(SwitchProto::link))
                .map(slice -> ListLinksResponse.newBuilder()
                        .addAllLinks(slice.items())
                        .setPage(slice.info())
                        .build());
    }

    /** The network is the operators' matter; an engineer sees servers. */
    private static void reader() {
        Caller.current().require(Role.ADMIN, Role.OPERATOR, Role.VIEWER, Role.SERVICE);
    }

    private static Caller changer() {
        var caller = Caller.current();
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        return caller;
    }
}
