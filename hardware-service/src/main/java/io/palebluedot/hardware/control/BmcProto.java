package io.palebluedot.hardware.control;

import com.google.protobuf.Timestamp;
import io.palebluedot.hardware.driver.BootControl.BootReading;
import io.palebluedot.hardware.driver.BootOrder;
import io.palebluedot.hardware.driver.BootOrder.OrderReading;
import io.palebluedot.hardware.driver.Capability;
import io.palebluedot.hardware.driver.EventLogReader;
import io.palebluedot.hardware.driver.EventLogReader.LogEntry;
import io.palebluedot.hardware.driver.RaidVolumes;
import io.palebluedot.hardware.driver.RaidVolumes.PhysicalDrive;
import io.palebluedot.hardware.driver.RaidVolumes.Volume;
import io.palebluedot.hardware.driver.VirtualMedia.Drive;
import io.palebluedot.hardware.server.Server;
import io.palebluedot.proto.hardware.v1.Bmc;
import io.palebluedot.proto.hardware.v1.BmcDriver;
import io.palebluedot.proto.hardware.v1.BootOption;
import io.palebluedot.proto.hardware.v1.BootSettings;
import io.palebluedot.proto.hardware.v1.EventLog;
import io.palebluedot.proto.hardware.v1.EventLogEntry;
import io.palebluedot.proto.hardware.v1.MediaDrive;
import io.palebluedot.proto.hardware.v1.MediaDrives;
import io.palebluedot.proto.hardware.v1.Storage;
import io.palebluedot.proto.hardware.v1.StorageController;
import io.palebluedot.proto.hardware.v1.StorageDrive;
import io.palebluedot.proto.hardware.v1.StorageVolume;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What drivers read, as messages: absent facts are empty there. */
final class BmcProto {

    private BmcProto() {}

    static Bmc bmc(Server server, Map<String, List<Capability>> drivers, ToIntFunction<String> ports) {
        var message = Bmc.newBuilder()
                .setServerId(server.id().toString())
                .setAddress(server.bmc().address().toString())
                .setUsername(server.bmc().login().username())
                .setReachable(server.reachable());
        drivers.forEach((protocol, capabilities) -> message.addDrivers(BmcDriver.newBuilder()
                .setProtocol(protocol)
                .setPort(ports.applyAsInt(protocol))
                .addAllCapabilities(capabilities.stream().map(Capability::word).toList())));
        return message.build();
    }

    static BootSettings boot(String serverId, BootReading boot, OrderReading order) {
        return BootSettings.newBuilder()
                .setServerId(serverId)
                .setTarget(text(boot.target()))
                .setEnabled(text(boot.enabled()))
                .setMode(text(boot.mode()))
                .addAllAllowedTargets(boot.allowed())
                .addAllOrder(order.options().stream().map(BmcProto::option).toList())
                .addAllPendingOrder(order.pending())
                .build();
    }

    private static BootOption option(BootOrder.BootOption option) {
        var message = BootOption.newBuilder().setId(option.id()).setName(text(option.name()));
        Boolean enabled = option.enabled();
        return enabled == null ? message.build() : message.setEnabled(enabled).build();
    }

    static EventLog log(String serverId, EventLogReader.EventLog log) {
        return EventLog.newBuilder()
                .setServerId(serverId)
                .addAllEntries(log.entries().stream().map(BmcProto::entry).toList())
                .setTotal(log.total())
                .setDropped(log.dropped())
                .build();
    }

    private static EventLogEntry entry(LogEntry entry) {
        var message = EventLogEntry.newBuilder()
                .setId(entry.id())
                .setSensor(text(entry.sensor()))
                .setSeverity(text(entry.severity()))
                .setMessage(entry.message());
        var at = entry.at();
        return at == null
                ? message.build()
                : message.setAt(Timestamp.newBuilder()
                                .setSeconds(at.getEpochSecond())
                                .setNanos(at.getNano()))
                        .build();
    }

    static MediaDrives media(String serverId, List<Drive> drives) {
        return MediaDrives.newBuilder()
                .setServerId(serverId)
                .addAllDrives(drives.stream()
                        .map(d -> MediaDrive.newBuilder()
                                .setId(d.id())
                                .addAllTypes(d.types())
                                .setImage(text(d.image()))
                                .build())
                        .toList())
                .build();
    }

    static Storage storage(String serverId, List<RaidVolumes.StorageController> controllers) {
        return Storage.newBuilder()
                .setServerId(serverId)
                .addAllControllers(
                        controllers.stream().map(BmcProto::controller).toList())
                .build();
    }

    private static StorageController controller(RaidVolumes.StorageController controller) {
        return StorageController.newBuilder()
                .setId(controller.id())
                .setName(text(controller.name()))
                .addAllRaidTypes(controller.raidTypes())
                .addAllDrives(controller.drives().stream().map(BmcProto::drive).toList())
                .addAllVolumes(
                        controller.volumes().stream().map(BmcProto::volume).toList())
                .build();
    }

    private static StorageDrive drive(PhysicalDrive drive) {
        return StorageDrive.newBuilder()
                .setId(drive.id())
                .setName(text(drive.name()))
                .setSerial(text(drive.serialNumber()))
                .setCapacityBytes(number(drive.capacityBytes()))
                .setMediaType(text(drive.mediaType()))
                .setProtocol(text(drive.protocol()))
                .setHealth(text(drive.health()))
                .build();
    }

    private static StorageVolume volume(Volume volume) {
        return StorageVolume.newBuilder()
                .setId(volume.id())
                .setName(text(volume.name()))
                .setRaidType(text(volume.raidType()))
                .setCapacityBytes(number(volume.capacityBytes()))
                .setHealth(text(volume.health()))
                .addAllDrives(volume.drives())
                .build();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static long number(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
