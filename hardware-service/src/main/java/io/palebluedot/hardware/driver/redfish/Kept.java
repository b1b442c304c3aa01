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
            "ActiveWidth",
            "Bios",
            "BiosVersion",
            "Boot",
            "CapableSpeedGbs",
            "CapacityBytes",
            "CapacityMiB",
            "Chassis",
            "ChassisType",
            "Controllers",
            "Count",
            "CurrentSpeedGbps",
            "Description",
            "DeviceClass",
            "DeviceId",
            "DeviceLocator",
            "Drives",
            "EnvironmentMetrics",
            "EthernetInterfaces",
            "Fabrics",
            "Fans",
            "FirmwareInventory",
            "FirmwareVersion",
            "HostInterface",
            "HostName",
            "IPv4Addresses",
            "IPv6Addresses",
            "Id",
            "LinkState",
            "LinkStatus",
            "Links",
            "Location",
            "MACAddress",
            "Managers",
            "Manufacturer",
            "MaxSpeedMHz",
            "MediaType",
            "Members",
            "Memory",
            "MemoryDeviceType",
            "MemoryLocation",
            "MemorySummary",
            "Metrics",
            "Model",
            "Name",
            "NegotiatedSpeedGbs",
            "NetworkAdapters",
            "Oem",
            "OperatingSpeedMHz",
            "OperatingSpeedMhz",
            "OperatingSpeedRangeMHz",
            "PCIeDevices",
            "PCIeFunctions",
            "PCIeInterface",
            "PartNumber",
            "PermanentMACAddress",
            "PhysicalLocation",
            "PortProtocol",
            "Ports",
            "Power",
            "PowerLimitWatts",
            "PowerState",
            "PowerSubsystem",
            "PowerSupplies",
            "ProcessorSummary",
            "ProcessorType",
            "Processors",
            "Product",
            "Protocol",
            "ProtocolFeaturesSupported",
            "RedfishVersion",
            "Revision",
            "SKU",
            "SerialNumber",
            "SetPoint",
            "Slot",
            "Socket",
            "SpeedMbps",
            "Status",
            "Storage",
            "SwitchType",
            "Switches",
            "SystemType",
            "Systems",
            "Thermal",
            "ThermalSubsystem",
            "TotalCores",
            "TotalSystemMemoryGiB",
            "UUID",
            "UpdateService",
            "Updateable",
            "Vendor",
            "VendorId",
            "Version",
            "Width");

    private Kept() {}

    static JsonNode of(JsonNode resource) {
        if (resource instanceof ObjectNode object) {
            object.retain(PROPERTIES);
        }
        return resource;
    }
}
