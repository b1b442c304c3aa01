package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Volumes that storage controllers make of their drives. */
public interface RaidVolumes {

    /** A drive behind a controller; capacity in bytes, media SSD or HDD, health OK, Warning or Critical. */
    record PhysicalDrive(
            String id,
            @Nullable String name,
            @Nullable String serialNumber,
            @Nullable Long capacityBytes,
            @Nullable String mediaType,
            @Nullable String protocol,
            @Nullable String health) {}

    /**
     * A volume.
     *
     * @param raidType Redfish word: RAID0, RAID1, RAID10 …
     * @param drives ids of its drives
     */
    record Volume(
            String id,
            @Nullable String name,
            @Nullable String raidType,
            @Nullable Long capacityBytes,
            @Nullable String health,
            List<String> drives) {}

    /**
     * A controller.
     *
     * @param raidTypes what it can make; empty when the BMC does not tell
     */
    record StorageController(
            String id,
            @Nullable String name,
            List<String> raidTypes,
            List<PhysicalDrive> drives,
            List<Volume> volumes) {}

    /**
     * A volume to be made.
     *
     * @param name unique on its controller, so that a second try finds what the first one made
     * @param capacityBytes null takes all the room there is
     */
    record VolumeWish(
            String controller,
            String name,
            String raidType,
            List<String> drives,
            @Nullable Long capacityBytes) {}

    Uni<List<StorageController>> readStorage(Bmc bmc);

    /**
     * Makes a volume, and completes when the BMC shows it or shows it as waiting for a reset. One of that name that is there already is fine.
     * INVALID before anything is written for an unknown controller or drive, a drive in use, a RAID type that the controller cannot make.
     *
     * @return the volume's id; empty while it waits for a reset
     */
    Uni<String> createVolume(Bmc bmc, VolumeWish wish);

    /** Deletes a volume with everything on it; one that is not there is fine. NOT_FOUND without such a controller. */
    Uni<Void> deleteVolume(Bmc bmc, String controller, String volume);
}
