package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * What is kept of a resource while a tree is read: the properties that the inventory looks at. Of a thousand BMCs that are read at once the rest would
 * fill the memory; a reader of a further property adds it here.
 */
final class Kept {

    private static final Set<String> PROPERTIES = Set.of(
            "@odata.id",
            "Actions",
            "Bios",
            "BiosVersion",
            "Boot",
            "CapacityBytes",
            "CapacityMiB",
            "Chassis",
            "ChassisType",
            "Count",
            "CurrentSpeedGbps",
            "Description",
            "DeviceClass",
            "Drives",
            "EnvironmentMetrics",
            "EthernetInterfaces",
            "FirmwareInventory",
            "FirmwareVersion",
            "HostInterface",
            "HostName",
            "IPv4Addresses",
            "IPv6Addresses",
            "Id",
            "LinkStatus",
            "Links",
            "Location",
            "MACAddress",
            "Managers",
            "Manufacturer",
            "MediaType",
            "Members",
            "Memory",
            "MemoryDeviceType",
            "MemoryLocation",
            "MemorySummary",
            "Metrics",
            "Model",
            "Name",
            "Oem",
            "OperatingSpeedMhz",
            "OperatingSpeedRangeMHz",
            "PCIeDevices",
            "PCIeFunctions",
            "PartNumber",
            "PermanentMACAddress",
            "PhysicalLocation",
            "PortProtocol",
            "Ports",
            "PowerLimitWatts",
            "PowerState",
            "ProcessorSummary",
            "ProcessorType",
            "Processors",
            "Product",
            "ProtocolFeaturesSupported",
            "RedfishVersion",
            "SKU",
            "SerialNumber",
            "SetPoint",
            "Slot",
            "SpeedMbps",
            "Status",
            "Storage",
            "SystemType",
            "Systems",
            "TotalCores",
            "TotalSystemMemoryGiB",
            "UUID",
            "UpdateService",
            "Updateable",
            "Vendor",
            "VendorId",
            "DeviceId",
            "Version");

    private Kept() {}

    static JsonNode of(JsonNode resource) {
        if (resource instanceof ObjectNode object) {
            object.retain(PROPERTIES);
        }
        return resource;
    }
}
