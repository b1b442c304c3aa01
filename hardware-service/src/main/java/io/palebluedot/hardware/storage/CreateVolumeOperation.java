package io.palebluedot.hardware.storage;

import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.RaidVolumes;
import io.palebluedot.hardware.driver.RaidVolumes.VolumeWish;
import io.palebluedot.hardware.operation.NewOperation;
import io.palebluedot.hardware.operation.OperationHandler;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.Outcome;
import io.palebluedot.hardware.operation.Run;
import io.palebluedot.hardware.server.ServerRepository;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Makes a volume; the name makes a second run after a crash find what the first one made. */
@ApplicationScoped
public class CreateVolumeOperation implements OperationHandler {

    private static final int MOST_DRIVES = 256;

    private final ServerRepository servers;
    private final Drivers drivers;

    CreateVolumeOperation(ServerRepository servers, Drivers drivers) {
        this.servers = servers;
        this.drivers = drivers;
    }

    public static NewOperation wish(UUID serverId, VolumeWish volume, String requestedBy, String key) {
        if (volume.controller().isEmpty()) {
            throw Failures.invalid("controller", "must be the id of a storage controller");
        }
        if (!volume.name().matches("[A-Za-z0-9._-]{1,15}")) {
            throw Failures.invalid("name", "must be 1 to 15 letters, digits, dots, dashes or underscores");
        }
        if (!volume.raidType().matches("RAID[0-9A-Z]{1,8}")) {
            throw Failures.invalid("raid_type", "must be a Redfish word such as RAID1");
        }
        var ids = volume.drives();
        if (ids.isEmpty() || ids.size() > MOST_DRIVES || Set.copyOf(ids).size() != ids.size()) {
            throw Failures.invalid("drives", "must be 1 to " + MOST_DRIVES + " different drives");
        }
        var parameters = new HashMap<String, Object>(Map.of(
                "controller",
                volume.controller(),
                "name",
                volume.name(),
                "raid_type",
                volume.raidType(),
                "drives",
                ids));
        Long capacity = volume.capacityBytes();
        if (capacity != null) {
            parameters.put("capacity_bytes", capacity);
        }
        return NewOperation.of(OperationKind.VOLUME_CREATE, serverId, parameters, requestedBy, key);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.VOLUME_CREATE;
    }

    @Override
    public Uni<Outcome> run(Run run) {
        var wish = wanted(run);
        return servers.get(run.serverId())
                .map(io.palebluedot.hardware.server.Server::bmc)
                .chain(bmc -> drivers.call(bmc, RaidVolumes.class, r -> r.createVolume(bmc, wish), run::note))
                .map(id -> Outcome.done(Map.of("volume", id, "name", wish.name(), "applied_on_reset", id.isEmpty())));
    }

    private static VolumeWish wanted(Run run) {
        List<String> ids = run.texts("drives");
        Object capacity = run.operation().parameters().get("capacity_bytes");
        return new VolumeWish(
                String.valueOf(run.text("controller")),
                String.valueOf(run.text("name")),
                String.valueOf(run.text("raid_type")),
                ids,
                capacity instanceof Number n ? Long.valueOf(n.longValue()) : null);
    }
}
