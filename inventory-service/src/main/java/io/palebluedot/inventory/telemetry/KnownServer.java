package io.palebluedot.inventory.telemetry;

import io.palebluedot.proto.hardware.v1.GpuSample;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A server and its GPUs, as far as samples have to be matched to them. */
public record KnownServer(
        UUID id, @Nullable String health, @Nullable Boolean reachable, List<KnownGpu> gpus) {

    /** How sources may tell a GPU. */
    public record KnownGpu(
            UUID id,
            int index,
            @Nullable String serial,
            @Nullable String uuid,
            @Nullable String pciAddress,
            @Nullable String health,
            boolean busy) {}

    /** The GPU that a sample is of: by serial, UUID, PCI address, and by index only where nothing contradicts. */
    Optional<KnownGpu> match(GpuSample sample) {
        return match(sample.getSerial(), sample.getUuid(), sample.getPciAddress(), sample.getIndex());
    }

    public Optional<KnownGpu> match(
            @Nullable String serial, @Nullable String uuid, @Nullable String pciAddress, @Nullable Integer index) {
        return first(serial, gpu -> serial != null && serial.equalsIgnoreCase(gpu.serial()))
                .or(() -> first(uuid, gpu -> uuid != null && uuid.equalsIgnoreCase(gpu.uuid())))
                .or(() -> first(
                        pciAddress,
                        gpu -> gpu.pciAddress() != null
                                && pciAddress != null
                                && pci(pciAddress).equals(pci(gpu.pciAddress()))))
                .or(() -> index == null
                        ? Optional.empty()
                        : gpus.stream()
                                .filter(gpu -> gpu.index() == index)
                                .filter(gpu -> agrees(serial, gpu.serial()) && agrees(uuid, gpu.uuid()))
                                .findFirst());
    }

    private Optional<KnownGpu> first(@Nullable String given, Predicate<KnownGpu> same) {
        return given == null || given.isBlank()
                ? Optional.empty()
                : gpus.stream().filter(same).findFirst();
    }

    private static boolean agrees(@Nullable String told, @Nullable String known) {
        return told == null || told.isBlank() || known == null || told.equalsIgnoreCase(known);
    }

    /** {@code 00000000:9B:00.0}, {@code 0000:9b:00} and {@code PCI:0000:9b:00} are one address. */
    static String pci(String address) {
        String[] parts =
                address.toLowerCase(Locale.ROOT).replaceFirst("^pci:", "").split("[:.]", -1);
        if (parts.length < 2) {
            return address.toLowerCase(Locale.ROOT);
        }
        boolean domain = parts.length >= 3 && parts[0].length() >= 4;
        String bus = domain ? parts[1] : parts[0];
        String device = domain ? parts[2] : parts[1];
        String domainDigits = domain ? parts[0].replaceFirst("^0+", "") : "";
        return domainDigits + ":" + bus + ":" + device;
    }
}
