package io.palebluedot.hardware.operation;

import io.palebluedot.proto.hardware.v1.GetOperationRequest;
import io.palebluedot.proto.hardware.v1.ListOperationsRequest;
import io.palebluedot.proto.hardware.v1.ListOperationsResponse;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

@GrpcService
class OperationGrpcApi implements io.palebluedot.proto.hardware.v1.OperationService {

    private final OperationService operations;

    OperationGrpcApi(OperationService operations) {
        this.operations = operations;
    }

    @Override
    public Uni<ListOperationsResponse> listOperations(ListOperationsRequest request) {
        return operations
                .list(request.getPage(), request.getServerId(), request.getState(), request.getKind(), Caller.current())
                .map(slice -> ListOperationsResponse.newBuilder()
                        .addAllOperations(
                                slice.items().stream().map(OperationProto::of).toList())
                        .setPage(slice.info())
                        .build());
    }

    @Override
    public Uni<io.palebluedot.proto.hardware.v1.Operation> getOperation(GetOperationRequest request) {
        return operations.get(request.getId(), Caller.current()).map(OperationProto::of);
    }

    @Override
    public Uni<io.palebluedot.proto.hardware.v1.Operation> cancelOperation(GetOperationRequest request) {
        var caller = Caller.current();
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        return operations.cancel(request.getId(), caller).map(OperationProto::of);
    }
}
