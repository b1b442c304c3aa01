package io.palebluedot.events;

import org.jspecify.annotations.Nullable;

/** Facts about GPUs; the subject is the GPU's id. */
public sealed interface GpuEvent extends EventData {

    /**
     * Life cycle, health, maintenance or place of a GPU changed (GPUStatusChanged). From inventory-service, the only writer; the record is
     * the whole picture, so that a consumer can build its own table from the latest event alone.
     *
     * @param allocatable true when the GPU may be handed out now: state available, server available or shared-active, healthy,
     *     not in maintenance
     */
    record GpuStatusChanged(
            String name,
            String serverId,
            String serverName,
            @Nullable String from,
            String to,
            String status,
            @Nullable String health,
            boolean maintenance,
            boolean allocatable,
            int index,
            @Nullable String model,
            @Nullable String serial,
            @Nullable Long memoryBytes,
            @Nullable String rack,
            @Nullable String nvlinkDomain,
            @Nullable String cause)
            implements GpuEvent {}

    /**
     * A kernel log line or an exporter told of an Xid. From hardware-service; the subject is the server's id, since the
     * BMC side knows the GPU only by address, serial or index.
     */
    record XidReported(
            int code,
            @Nullable String pciAddress,
            @Nullable String gpuUuid,
            @Nullable String gpuSerial,
            @Nullable Integer gpuIndex,
            String source,
            @Nullable String line)
            implements GpuEvent {}
}
