package io.palebluedot.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Hears the telemetry that is published, and notes when each server's sensors were last read. */
final class SensorPolls implements AutoCloseable {

    private final Map<String, Collection<Long>> byServer = new ConcurrentHashMap<>();
    private final Connection connection;

    SensorPolls(int natsPort) {
        try {
            connection = Nats.connect("nats://127.0.0.1:" + natsPort);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        connection.createDispatcher(this::heard).subscribe("pbd.telemetry.>");
    }

    private void heard(Message message) {
        try {
            var batch = TelemetryBatch.parseFrom(message.getData());
            if (batch.getBmcReachable() && batch.getSensorsCount() > 0) {
                byServer.computeIfAbsent(batch.getServerId(), id -> new ConcurrentLinkedQueue<>())
                        .add(System.currentTimeMillis());
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Completed polls of a server in milliseconds since 1970, in order. */
    Collection<Long> of(String serverId) {
        return byServer.getOrDefault(serverId, List.of());
    }

    int servers() {
        return byServer.size();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
