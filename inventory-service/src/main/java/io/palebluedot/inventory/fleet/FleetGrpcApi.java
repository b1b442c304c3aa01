package io.palebluedot.inventory.fleet;

import io.palebluedot.events.Ids;
import io.palebluedot.inventory.machine.FleetRepository;
import io.palebluedot.proto.inventory.v1.FleetService;
import io.palebluedot.proto.inventory.v1.GetFleetRequest;
import io.palebluedot.proto.inventory.v1.GetFleetResponse;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code FleetService} on the wire. */
@GrpcService
public class FleetGrpcApi implements FleetService {

    private static final int MOST = 500;
    private static final int USUAL = 100;

    private final FleetRepository repository;

    FleetGrpcApi(FleetRepository repository) {
        this.repository = repository;
    }

    @Override
    public Uni<GetFleetResponse> getFleet(GetFleetRequest request) {
        Caller.current().require(Role.SERVICE);
        if (request.getRefsCount() > MOST) {
            throw Failures.invalid("refs", "at most " + MOST);
        }
        return request.getRefsCount() > 0
                ? repository.named(request.getRefsList()).map(FleetWire::of).map(GetFleetResponse.Builder::build)
                : page(request);
    }

    private Uni<GetFleetResponse> page(GetFleetRequest request) {
        int limit = limit(request);
        return repository.page(after(request.getCursor()), limit).map(fleet -> {
            var response = FleetWire.of(fleet);
            if (fleet.last() != null && response.getServersCount() == limit) {
                response.setNext(fleet.last().toString());
            }
            return response.build();
        });
    }

    private static int limit(GetFleetRequest request) {
        if (request.getLimit() < 0 || request.getLimit() > MOST) {
            throw Failures.invalid("limit", "must be 1 to " + MOST);
        }
        return request.getLimit() == 0 ? USUAL : request.getLimit();
    }

    private static @Nullable UUID after(String cursor) {
        if (cursor.isEmpty()) {
            return null;
        }
        if (!Ids.isId(cursor)) {
            throw Failures.invalid("cursor", "is not one that was given out");
        }
        return UUID.fromString(cursor);
    }
}
