package io.palebluedot.events;

import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts about servers; the subject is the server's id. */
public sealed interface ServerEvent extends EventData {

    /** A BMC answered and its tree was read. From hardware-service, at discovery (HardwareDiscovered). */
    record ServerDiscovered(HardwareTree tree, @Nullable String discoveryId) implements ServerEvent {}

    /** A known server was read again. From hardware-service; carries the whole tree, not a difference. */
    record ServerInspected(HardwareTree tree, @Nullable String operationId) implements ServerEvent {}

    /** The BMC does not answer any more, or answers again. From hardware-service. */
    record ServerReachabilityChanged(
            boolean reachable, @Nullable String cause) implements ServerEvent {}

    /** The read-back power state changed. From hardware-service; Redfish PowerState words. */
    record ServerPowerChanged(@Nullable String from, String to) implements ServerEvent {}

    /** The life cycle moved. From inventory-service, the only writer of that state; states in lower case. */
    record ServerStateChanged(
            String name,
            @Nullable String from,
            String to,
            String status,
            @Nullable String cause,
            boolean maintenance,
            @Nullable String health,
            @Nullable String rack,
            @Nullable String projectId)
            implements ServerEvent {}

    /** A deployment ended well: the server runs its user's system (HardwareProvisioned). From inventory-service. */
    record ServerProvisioned(String name, @Nullable String allocationId) implements ServerEvent {}

    /** The server cannot serve (HardwareFailed). From inventory-service. */
    record ServerFailed(String name, String from, String cause) implements ServerEvent {}

    /** The server was retired (HardwareDecommissioned). From inventory-service. */
    record ServerDecommissioned(String name) implements ServerEvent {}

    /**
     * What a BMC tells of one server; absent facts are null or missing, never zero.
     *
     * @param components parts with their health; of a kind that was read all are there, a kind that was not read is missing altogether
     * @param emptyKinds kinds of components that were read whole and of which the server has none
     */
    record HardwareTree(
            String bmcAddress,
            String protocol,
            @Nullable String name,
            @Nullable String hostname,
            @Nullable String manufacturer,
            @Nullable String model,
            @Nullable String sku,
            @Nullable String serial,
            @Nullable String uuid,
            @Nullable String biosVersion,
            @Nullable String bmcFirmware,
            @Nullable String powerState,
            @Nullable String health,
            @Nullable Cpu cpu,
            @Nullable Long memoryBytes,
            List<Gpu> gpus,
            List<Nic> nics,
            List<Drive> drives,
            List<Firmware> firmware,
            @Nullable String hostAddress,
            @Nullable String dcgmExporterUrl,
            @Nullable String nodeExporterUrl,
            List<String> findings,
            List<Component> components,
            List<String> emptyKinds) {

        /** Events from before there were components tell none. */
        public HardwareTree {
            components = components == null ? List.of() : components;
            emptyKinds = emptyKinds == null ? List.of() : emptyKinds;
        }

        /** The same tree with further findings, each once. */
        public HardwareTree withFindings(List<String> further) {
            var all = new LinkedHashSet<>(findings);
            all.addAll(further);
            return with(dcgmExporterUrl, nodeExporterUrl, List.copyOf(all));
        }

        /** The same tree with the addresses where its host is scraped. */
        public HardwareTree withExporters(@Nullable String dcgm, @Nullable String node) {
            return with(dcgm, node, findings);
        }

        private HardwareTree with(@Nullable String dcgm, @Nullable String node, List<String> told) {
            return new HardwareTree(
                    bmcAddress,
                    protocol,
                    name,
                    hostname,
                    manufacturer,
                    model,
                    sku,
                    serial,
                    uuid,
                    biosVersion,
                    bmcFirmware,
                    powerState,
                    health,
                    cpu,
                    memoryBytes,
                    gpus,
                    nics,
                    drives,
                    firmware,
                    hostAddress,
                    dcgm,
                    node,
                    told,
                    components,
                    emptyKinds);
        }
    }

    /** Processors of the host. */
    record Cpu(
            @Nullable String model,
            @Nullable Integer count,
            @Nullable Integer cores) {}

    /** One GPU as the BMC shows it; {@code index} counts from 0 in the BMC's own order. */
    record Gpu(
            int index,
            @Nullable String slot,
            @Nullable String manufacturer,
            @Nullable String model,
            @Nullable String serial,
            @Nullable String partNumber,
            @Nullable String uuid,
            @Nullable String pciAddress,
            @Nullable Long memoryBytes,
            @Nullable String firmwareVersion,
            @Nullable String health,
            @Nullable Integer powerLimitWatts,
            @Nullable Integer powerLimitMinWatts,
            @Nullable Integer powerLimitMaxWatts,
            @Nullable Integer memoryClockMhz) {}

    /** One network port of the host. */
    record Nic(
            @Nullable String name,
            @Nullable String mac,
            @Nullable Integer speedMbps,
            @Nullable String link,
            List<String> addresses) {}

    /** One drive of the host. */
    record Drive(
            @Nullable String name,
            @Nullable String model,
            @Nullable String serial,
            @Nullable Long capacityBytes,
            @Nullable String mediaType) {}

    /** One entry of the firmware inventory. */
    record Firmware(String component, @Nullable String version, boolean updateable) {}

    /**
     * One part of a server; what it is not told to have is null.
     *
     * @param kind cpu, memory, drive, nic, pcie_device, nvlink_port, nvswitch, power_supply, fan, board; more may come
     * @param id what the BMC calls it, unique among its kind at its parent
     * @param slot where a person finds it
     * @param parent the part it belongs to: of an NVLink port the GPU
     * @param speedMhz clock of a CPU, rate of a memory module (MHz or MT/s, as Redfish has it)
     * @param speedGbps current speed of a link
     * @param lanes width of a link
     * @param protocol NVMe, NVLink, Gen5 …, in Redfish's words
     * @param link LinkUp, LinkDown …, in Redfish's words
     * @param state Redfish {@code Status.State}
     * @param health OK, Warning or Critical
     */
    record Component(
            String kind,
            String id,
            @Nullable String slot,
            @Nullable String parent,
            @Nullable String manufacturer,
            @Nullable String model,
            @Nullable String partNumber,
            @Nullable String serial,
            @Nullable String firmwareVersion,
            @Nullable Long capacityBytes,
            @Nullable Integer speedMhz,
            @Nullable Double speedGbps,
            @Nullable Integer lanes,
            @Nullable String protocol,
            @Nullable String link,
            @Nullable String state,
            @Nullable String health) {}
}
