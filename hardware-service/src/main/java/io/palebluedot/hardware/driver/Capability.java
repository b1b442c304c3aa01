package io.palebluedot.hardware.driver;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** What a driver may be able to do; each is one interface of this package. */
public enum Capability {
    POWER(PowerControl.class, 1),
    BOOT(BootControl.class, 1),
    BOOT_ORDER(BootOrder.class, 3),
    BIOS(BiosSettings.class, 3),
    FIRMWARE(FirmwareUpdate.class, 40),
    VIRTUAL_MEDIA(VirtualMedia.class, 5),
    VOLUMES(RaidVolumes.class, 10),
    GPU_SETTINGS(GpuSettings.class, 3),
    SENSORS(SensorReader.class, 5),
    INVENTORY(InventoryReader.class, 10),
    EVENT_LOG(EventLogReader.class, 5),
    WEAKNESSES(WeaknessReader.class, 1),
    RAW_COMMAND(RawCommand.class, 1),
    EVENT_HINTS(EventHints.class, 0),
    SWITCH_FACTS(SwitchReader.class, 2),
    SWITCH_SETTINGS(SwitchSettings.class, 2),
    SWITCH_WATCH(SwitchWatch.class, 0);

    private final Class<?> port;
    private final Duration deadline;

    Capability(Class<?> port, int minutes) {
        this.port = port;
        this.deadline = Duration.ofMinutes(minutes);
    }

    /** How long one driver may take for one call, whatever goes on in it; zero for what has no end. */
    Duration deadline() {
        return deadline;
    }

    /** Its name in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The capability that an interface is; fails for any other type. */
    static Capability ofPort(Class<?> port) {
        return Arrays.stream(values())
                .filter(capability -> capability.port.equals(port))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(port + " is no capability"));
    }

    boolean of(Driver driver) {
        return driver.capability(port).isPresent();
    }
}
