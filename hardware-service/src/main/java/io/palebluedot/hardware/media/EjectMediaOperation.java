package io.palebluedot.hardware.media;

import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.VirtualMedia;
import io.palebluedot.hardware.operation.NewOperation;
import io.palebluedot.hardware.operation.OperationHandler;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.Outcome;
import io.palebluedot.hardware.operation.Run;
import io.palebluedot.hardware.server.ServerRepository;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Empties a virtual drive; an empty one stays as it is. */
@ApplicationScoped
public class EjectMediaOperation implements OperationHandler {

    private final ServerRepository servers;
    private final Drivers drivers;

    EjectMediaOperation(ServerRepository servers, Drivers drivers) {
        this.servers = servers;
        this.drivers = drivers;
    }

    public static NewOperation wish(UUID serverId, String drive, String requestedBy, String key) {
        if (drive.isEmpty()) {
            throw Failures.invalid("drive", "must be the id of a virtual drive");
        }
        return NewOperation.of(OperationKind.MEDIA_EJECT, serverId, Map.of("drive", drive), requestedBy, key);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.MEDIA_EJECT;
    }

    @Override
    public Uni<Outcome> run(Run run) {
        String drive = String.valueOf(run.text("drive"));
        return servers.get(run.serverId())
                .map(io.palebluedot.hardware.server.Server::bmc)
                .chain(bmc -> drivers.call(bmc, VirtualMedia.class, m -> m.eject(bmc, drive), run::note))
                .map(done -> Outcome.done(Map.of("drive", drive)));
    }
}
