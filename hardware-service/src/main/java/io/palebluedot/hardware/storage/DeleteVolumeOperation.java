package io.palebluedot.hardware.storage;

import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.RaidVolumes;
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

/** Deletes a volume with everything on it; one that is gone already is fine. */
@ApplicationScoped
public class DeleteVolumeOperation implements OperationHandler {

    private final ServerRepository servers;
    private final Drivers drivers;

    DeleteVolumeOperation(ServerRepository servers, Drivers drivers) {
        this.servers = servers;
        this.drivers = drivers;
    }

    public static NewOperation wish(UUID serverId, String controller, String volume, String requestedBy, String key) {
        if (controller.isEmpty() || volume.isEmpty()) {
            throw Failures.invalid("volume", "a controller and a volume are required");
        }
        var parameters = Map.<String, Object>of("controller", controller, "volume", volume);
        return NewOperation.of(OperationKind.VOLUME_DELETE, serverId, parameters, requestedBy, key);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.VOLUME_DELETE;
    }

    @Override
    public Uni<Outcome> run(Run run) {
        String controller = String.valueOf(run.text("controller"));
        String volume = String.valueOf(run.text("volume"));
        return servers.get(run.serverId())
                .map(io.palebluedot.hardware.server.Server::bmc)
                .chain(bmc ->
                        drivers.call(bmc, RaidVolumes.class, r -> r.deleteVolume(bmc, controller, volume), run::note))
                .map(done -> Outcome.done(Map.of("controller", controller, "volume", volume)));
    }
}
