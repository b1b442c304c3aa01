package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Images that a BMC shows to its host as drives. */
public interface VirtualMedia {

    /**
     * One drive.
     *
     * @param types Redfish words for what it can be: CD, DVD, Floppy, USBStick; empty when the BMC does not tell
     * @param image address or file name of what is in it, null when it is empty
     */
    record Drive(String id, List<String> types, @Nullable String image) {}

    Uni<List<Drive>> readDrives(Bmc bmc);

    /**
     * Puts an image into the first drive of that type, in place of what is in it; completes when the BMC shows it inserted. INVALID without such
     * a drive, NOT_CONFIRMED when it stays empty.
     *
     * @return the drive's id
     */
    Uni<String> insert(Bmc bmc, String type, URI image);

    /** Empties the drive; an empty one is fine. NOT_FOUND without such a drive. */
    Uni<Void> eject(Bmc bmc, String drive);
}
