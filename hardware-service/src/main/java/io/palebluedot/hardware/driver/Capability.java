package io.palebluedot.hardware.driver;

import java.util.Locale;

/** What a driver may be able to do; each is one interface of this package. */
public enum Capability {
    POWER(PowerControl.class),
    BOOT(BootControl.class),
    BOOT_ORDER(BootOrder.class),
    BIOS(BiosSettings.class),
    FIRMWARE(FirmwareUpdate.class),
    VIRTUAL_MEDIA(VirtualMedia.class),
    VOLUMES(RaidVolumes.class),
    GPU_SETTINGS(GpuSettings.class),
    SENSORS(SensorReader.class),
    INVENTORY(InventoryReader.class),
    EVENT_LOG(EventLogReader.class),
    RAW_COMMAND(RawCommand.class),
    SWITCH_FACTS(SwitchReader.class),
    SWITCH_SETTINGS(SwitchSettings.class),
    SWITCH_WATCH(SwitchWatch.class);

    private final Class<?> port;

    Capability(Class<?> port) {
        this.port = port;
    }

    /** Its name in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String wordOf(Class<?> port) {
        for (var capability : values()) {
            if (capability.port.equals(port)) {
                return capability.word();
            }
        }
        return port.getSimpleName();
    }

    boolean of(Driver driver) {
        return driver.capability(port).isPresent();
    }
}
