package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.driver.RaidVolumes.PhysicalDrive;
import io.palebluedot.hardware.driver.RaidVolumes.StorageController;
import io.palebluedot.hardware.driver.RaidVolumes.Volume;
import io.palebluedot.hardware.driver.RaidVolumes.VolumeWish;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One Storage resource with what hangs on it; {@code collection} is absent where no volumes can be made. */
record StorageReading(
        Resource storage,
        List<Resource> controllers,
        List<Resource> drives,
        Resource collection,
        List<Resource> volumes) {

    StorageController controller() {
        return new StorageController(
                storage.id(),
                storage.text("Name"),
                raidTypes(),
                drives.stream().map(StorageReading::drive).toList(),
                volumes.stream().map(this::volume).toList());
    }

    /** Of the controllers as resources of their own, and as the array that they were before. */
    List<String> raidTypes() {
        return Stream.concat(controllers.stream(), storage.parts("StorageControllers").stream())
                .flatMap(c -> c.words("SupportedRAIDTypes").stream())
                .distinct()
                .toList();
    }

    private static PhysicalDrive drive(Resource drive) {
        return new PhysicalDrive(
                drive.id(),
                drive.text("Name"),
                drive.text("SerialNumber"),
                drive.whole("CapacityBytes"),
                drive.text("MediaType"),
                drive.text("Protocol"),
                drive.text("Status", "Health"));
    }

    private Volume volume(Resource volume) {
        return new Volume(
                volume.id(),
                name(volume),
                volume.text("RAIDType"),
                volume.whole("CapacityBytes"),
                volume.text("Status", "Health"),
                drivesOf(volume));
    }

    /** What people gave; some BMCs keep Name for themselves. */
    private static @Nullable String name(Resource volume) {
        return GpuFacts.first(volume.text("DisplayName"), volume.text("Name"));
    }

    private List<String> drivesOf(Resource volume) {
        var paths = volume.links("Links", "Drives");
        return drives.stream()
                .filter(d -> paths.contains(d.path()))
                .map(Resource::id)
                .toList();
    }

    @Nullable
    Resource named(String name) {
        return volumes.stream()
                .filter(v -> name.equals(v.text("DisplayName")) || name.equals(v.text("Name")))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Resource volume(String id) {
        return volumes.stream().filter(v -> v.id().equals(id)).findFirst().orElse(null);
    }

    /** Passes a wish that this controller can fulfil; fails with INVALID, or UNSUPPORTED where it makes no volumes. */
    void check(VolumeWish wish) {
        if (!collection.present()) {
            throw new BmcFailure(Kind.UNSUPPORTED, "controller '" + storage.id() + "' makes no volumes");
        }
        var types = raidTypes();
        if (!types.isEmpty() && !types.contains(wish.raidType())) {
            throw invalid("controller '" + storage.id() + "' makes " + types + ", not " + wish.raidType());
        }
        var used = volumes.stream()
                .flatMap(v -> v.links("Links", "Drives").stream())
                .collect(Collectors.toSet());
        for (String id : wish.drives()) {
            var drive = drive(id);
            if (used.contains(drive.path()) || !drive.links("Links", "Volumes").isEmpty()) {
                throw invalid("drive '" + id + "' is in use by a volume");
            }
        }
    }

    private Resource drive(String id) {
        return drives.stream()
                .filter(d -> d.id().equals(id))
                .findFirst()
                .orElseThrow(() -> invalid("controller '" + storage.id() + "' has no drive '" + id + "'"));
    }

    private static BmcFailure invalid(String text) {
        return new BmcFailure(Kind.INVALID, text);
    }

    JsonNode body(VolumeWish wish, ApplyTime time) {
        var body = RedfishJson.MAPPER.createObjectNode();
        body.put("Name", wish.name());
        body.put("RAIDType", wish.raidType());
        if (wish.capacityBytes() != null) {
            body.put("CapacityBytes", Objects.requireNonNull(wish.capacityBytes()));
        }
        var links = body.putObject("Links").putArray("Drives");
        wish.drives().forEach(id -> links.addObject().put("@odata.id", drive(id).path()));
        if (time != ApplyTime.NOT_TOLD) {
            body.put("@Redfish.OperationApplyTime", time.word());
        }
        return body;
    }
}
