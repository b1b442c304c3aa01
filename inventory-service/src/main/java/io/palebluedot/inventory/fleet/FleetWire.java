package io.palebluedot.inventory.fleet;

import io.palebluedot.events.GpuEvent.GpuStatusChanged;
import io.palebluedot.events.ServerEvent.ServerStateChanged;
import io.palebluedot.inventory.asset.Wire;
import io.palebluedot.inventory.machine.FleetRepository.Fleet;
import io.palebluedot.proto.inventory.v1.FleetGpu;
import io.palebluedot.proto.inventory.v1.FleetServer;
import io.palebluedot.proto.inventory.v1.GetFleetResponse;

/** Told facts as messages. */
final class FleetWire {

    private FleetWire() {}

    static GetFleetResponse.Builder of(Fleet fleet) {
        var response = GetFleetResponse.newBuilder();
        for (var picture : fleet.pictures()) {
            String id = picture.told().subject().toString();
            switch (picture.told().data()) {
                case ServerStateChanged server -> response.addServers(server(id, picture.sequence(), server));
                case GpuStatusChanged gpu -> response.addGpus(gpu(id, picture.sequence(), gpu));
                default -> throw new IllegalStateException("neither a server nor a GPU");
            }
        }
        return response;
    }

    private static FleetServer server(String id, long sequence, ServerStateChanged server) {
        return FleetServer.newBuilder()
                .setId(id)
                .setSequence(sequence)
                .setName(server.name())
                .setState(server.to())
                .setHealth(Wire.text(server.health()))
                .setMaintenance(server.maintenance())
                .setCause(Wire.text(server.cause()))
                .setRack(Wire.text(server.rack()))
                .build();
    }

    private static FleetGpu gpu(String id, long sequence, GpuStatusChanged gpu) {
        var told = FleetGpu.newBuilder()
                .setId(id)
                .setSequence(sequence)
                .setName(gpu.name())
                .setServerId(gpu.serverId())
                .setServerName(Wire.text(gpu.serverName()))
                .setIndex(gpu.index())
                .setState(gpu.to())
                .setHealth(Wire.text(gpu.health()))
                .setMaintenance(gpu.maintenance())
                .setAllocatable(gpu.allocatable())
                .setCause(Wire.text(gpu.cause()))
                .setModel(Wire.text(gpu.model()))
                .setSerial(Wire.text(gpu.serial()))
                .setRack(Wire.text(gpu.rack()))
                .setNvlinkDomain(Wire.text(gpu.nvlinkDomain()));
        if (gpu.memoryBytes() != null) {
            told.setMemoryBytes(gpu.memoryBytes());
        }
        return told.build();
    }
}
