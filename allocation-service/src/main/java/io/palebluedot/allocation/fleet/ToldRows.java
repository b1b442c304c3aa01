package io.palebluedot.allocation.fleet;

import io.palebluedot.events.GpuEvent.GpuStatusChanged;
import io.palebluedot.events.ServerEvent.ServerStateChanged;
import io.palebluedot.proto.inventory.v1.FleetGpu;
import io.palebluedot.proto.inventory.v1.FleetServer;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/** Inventory's word as parameters of {@code server_told} and {@code gpu_told}, whether an event brought it or an answer. */
final class ToldRows {

    private ToldRows() {}

    static Tuple server(String id, long sequence, ServerStateChanged server) {
        return Tuple.tuple()
                .addString(id)
                .addString(server.name())
                .addString(server.rack())
                .addString(server.to())
                .addString(server.health())
                .addBoolean(server.maintenance())
                .addString(server.cause())
                .addLong(sequence);
    }

    static Tuple server(FleetServer server) {
        return Tuple.tuple()
                .addString(server.getId())
                .addString(server.getName())
                .addString(text(server.getRack()))
                .addString(server.getState())
                .addString(text(server.getHealth()))
                .addBoolean(server.getMaintenance())
                .addString(text(server.getCause()))
                .addLong(server.getSequence());
    }

    static Tuple gpu(String id, long sequence, GpuStatusChanged gpu) {
        return Tuple.tuple()
                .addString(id)
                .addString(gpu.name())
                .addString(gpu.serverId())
                .addString(gpu.serverName())
                .addInteger(gpu.index())
                .addString(gpu.model())
                .addString(gpu.serial())
                .addLong(gpu.memoryBytes())
                .addString(gpu.rack())
                .addString(gpu.nvlinkDomain())
                .addString(gpu.to())
                .addString(gpu.health())
                .addBoolean(gpu.maintenance())
                .addString(gpu.cause())
                .addBoolean(gpu.allocatable())
                .addLong(sequence);
    }

    static Tuple gpu(FleetGpu gpu) {
        return Tuple.tuple()
                .addString(gpu.getId())
                .addString(gpu.getName())
                .addString(gpu.getServerId())
                .addString(gpu.getServerName())
                .addInteger(gpu.getIndex())
                .addString(text(gpu.getModel()))
                .addString(text(gpu.getSerial()))
                .addLong(gpu.hasMemoryBytes() ? gpu.getMemoryBytes() : null)
                .addString(text(gpu.getRack()))
                .addString(text(gpu.getNvlinkDomain()))
                .addString(gpu.getState())
                .addString(text(gpu.getHealth()))
                .addBoolean(gpu.getMaintenance())
                .addString(text(gpu.getCause()))
                .addBoolean(gpu.getAllocatable())
                .addLong(gpu.getSequence());
    }

    private static @Nullable String text(String told) {
        return told.isEmpty() ? null : told;
    }
}
