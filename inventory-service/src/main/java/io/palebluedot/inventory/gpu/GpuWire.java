package io.palebluedot.inventory.gpu;

import io.palebluedot.inventory.asset.Wire;
import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.proto.inventory.v1.Gpu;
import io.vertx.mutiny.sqlclient.Row;

/** A GPU's row as a message. */
final class GpuWire {

    static final String COLUMNS = "g.*, s.name as server_name";
    static final String FROM = "gpu g join server s on s.id = g.server_id";

    private GpuWire() {}

    static Gpu read(Row row) {
        var state = row.getString("state");
        return Gpu.newBuilder()
                .setId(row.getUUID("id").toString())
                .setName(row.getString("name"))
                .setServerId(row.getUUID("server_id").toString())
                .setServerName(row.getString("server_name"))
                .setState(io.palebluedot.proto.inventory.v1.GpuState.valueOf(
                        "GPU_STATE_" + state.toUpperCase(java.util.Locale.ROOT)))
                .setStatus(GpuState.ofWord(state).orElseThrow().status(row.getBoolean("busy")))
                .setHealth(Wire.health(row.getString("health")))
                .setModel(Wire.text(row.getString("model")))
                .setManufacturer(Wire.text(row.getString("manufacturer")))
                .setSerial(Wire.text(row.getString("serial")))
                .setPartNumber(Wire.text(row.getString("part_number")))
                .setUuid(Wire.text(row.getString("hardware_uuid")))
                .setPciAddress(Wire.text(row.getString("pci_address")))
                .setSlot(Wire.text(row.getString("slot")))
                .setIndex(row.getInteger("idx"))
                .setMemoryBytes(Wire.number(row.getLong("memory_bytes")))
                .setArchitecture(Wire.text(row.getString("architecture")))
                .setTdpWatts(Wire.number(row.getInteger("tdp_watts")))
                .setNvlinkDomain(Wire.text(row.getString("nvlink_domain")))
                .setGnmiDeviceId(Wire.text(row.getString("gnmi_device_id")))
                .setFirmwareVersion(Wire.text(row.getString("firmware_version")))
                .putAllLabels(Wire.labels(row.getJsonObject("labels")))
                .setMaintenance(row.getBoolean("maintenance"))
                .setAllocationId(Wire.text(row.getString("allocation_id")))
                .setProjectId(Wire.text(row.getString("project_id")))
                .setFaultCause(Wire.text(row.getString("fault_cause")))
                .setVersion(row.getLong("version"))
                .setCreatedAt(Wire.time(row.getOffsetDateTime("created_at")))
                .setUpdatedAt(Wire.time(row.getOffsetDateTime("updated_at")))
                .build();
    }
}
