package io.palebluedot.inventory.server;

import static io.palebluedot.inventory.asset.Wire.number;
import static io.palebluedot.inventory.asset.Wire.text;

import io.palebluedot.inventory.asset.Wire;
import io.palebluedot.inventory.lifecycle.ServerState;
import io.palebluedot.proto.inventory.v1.FirmwareComponent;
import io.palebluedot.proto.inventory.v1.Nic;
import io.palebluedot.proto.inventory.v1.Place;
import io.palebluedot.proto.inventory.v1.Server;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Locale;

/** A server's row as a message. */
final class ServerWire {

    static final String COLUMNS = "s.*, (select count(*) from gpu g where g.server_id = s.id and g.state <> 'removed')"
            + " as gpu_count, (select string_agg(distinct g.model, ', ') from gpu g where g.server_id = s.id"
            + " and g.state <> 'removed') as gpu_model";

    private ServerWire() {}

    static Server.Builder read(Row row) {
        var server = Server.newBuilder()
                .setId(row.getUUID("id").toString())
                .setName(row.getString("name"))
                .setBmcAddress(text(row.getString("bmc_address")))
                .setBmcProtocol(text(row.getString("bmc_protocol")))
                .setBmcFirmware(text(row.getString("bmc_firmware")))
                .setHostAddress(text(row.getString("host_address")))
                .setDcgmExporterUrl(text(row.getString("dcgm_exporter_url")))
                .setNodeExporterUrl(text(row.getString("node_exporter_url")))
                .setPlace(place(row))
                .putAllLabels(Wire.labels(row.getJsonObject("labels")))
                .setVersion(row.getLong("version"))
                .setCreatedAt(Wire.time(row.getOffsetDateTime("created_at")))
                .setUpdatedAt(Wire.time(row.getOffsetDateTime("updated_at")));
        life(server, row);
        hardware(server, row);
        var inspected = row.getOffsetDateTime("inspected_at");
        if (inspected != null) {
            server.setInspectedAt(Wire.time(inspected));
        }
        return server;
    }

    private static void life(Server.Builder server, Row row) {
        String state = row.getString("state");
        server.setState(wire(state))
                .setStatus(ServerState.ofWord(state).orElseThrow().status())
                .setPowerState(text(row.getString("power_state")))
                .setHealth(Wire.health(row.getString("health")))
                .setMaintenance(row.getBoolean("maintenance"))
                .setMaintenanceReason(text(row.getString("maintenance_reason")))
                .setProjectId(text(row.getString("project_id")))
                .setFaultFrom(text(row.getString("fault_from")))
                .setFaultCause(text(row.getString("fault_cause")));
    }

    private static void hardware(Server.Builder server, Row row) {
        server.setManufacturer(text(row.getString("manufacturer")))
                .setModel(text(row.getString("model")))
                .setSerial(text(row.getString("serial")))
                .setUuid(text(row.getString("hardware_uuid")))
                .setSku(text(row.getString("sku")))
                .setHostname(text(row.getString("hostname")))
                .setBiosVersion(text(row.getString("bios_version")))
                .setCpuModel(text(row.getString("cpu_model")))
                .setCpuCount(number(row.getInteger("cpu_count")))
                .setCpuCores(number(row.getInteger("cpu_cores")))
                .setMemoryBytes(number(row.getLong("memory_bytes")))
                .setGpuCount(row.getLong("gpu_count").intValue())
                .setGpuModel(text(row.getString("gpu_model")));
    }

    static io.palebluedot.proto.inventory.v1.ServerState wire(String state) {
        return io.palebluedot.proto.inventory.v1.ServerState.valueOf("SERVER_STATE_" + state.toUpperCase(Locale.ROOT));
    }

    private static Place place(Row row) {
        return Place.newBuilder()
                .setSite(row.getString("site"))
                .setRoom(row.getString("room"))
                .setRack(row.getString("rack"))
                .setRackUnit(row.getInteger("rack_unit"))
                .setPduFeed(row.getString("pdu_feed"))
                .setLeafSwitch(row.getString("leaf_switch"))
                .build();
    }

    static Nic nic(Row row) {
        return Nic.newBuilder()
                .setName(text(row.getString("name")))
                .setMac(text(row.getString("mac")))
                .setSpeedMbps(number(row.getInteger("speed_mbps")))
                .setLink(text(row.getString("link")))
                .addAllAddresses(List.of(row.getArrayOfStrings("addresses")))
                .build();
    }

    static FirmwareComponent firmware(Row row) {
        return FirmwareComponent.newBuilder()
                .setComponent(row.getString("component"))
                .setVersion(text(row.getString("version")))
                .setUpdateable(row.getBoolean("updateable"))
                .build();
    }
}
