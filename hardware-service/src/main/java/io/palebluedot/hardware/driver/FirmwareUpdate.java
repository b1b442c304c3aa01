package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Firmware that a BMC fetches, or takes as an upload, and installs. */
public interface FirmwareUpdate {

    /** What to install; {@code component} is the id of an entry of the firmware inventory, null lets the BMC find out. */
    record Image(@Nullable String component, URI uri, boolean onReset) {}

    /**
     * How far a task is.
     *
     * @param percent null when the BMC does not tell
     * @param ended true when nothing more will happen
     * @param failure why it ended badly
     */
    record TaskReading(
            @Nullable Integer percent,
            boolean ended,
            @Nullable String failure,
            String state) {}

    /** True when the BMC fetches images itself; else it wants {@link #upload}. */
    Uni<Boolean> fetches(Bmc bmc);

    /** Starts an update by sending the image; the answer as {@link #startUpdate}'s. */
    Uni<String> upload(Bmc bmc, Image image, Path file);

    /** Starts; the answer names the task to follow, or is empty when the BMC had nothing to do later. */
    Uni<String> startUpdate(Bmc bmc, Image image);

    Uni<TaskReading> readTask(Bmc bmc, String task);

    /** Version that the firmware inventory shows for a component, or empty. */
    Uni<String> readVersion(Bmc bmc, String component);
}
