package io.palebluedot.allocation.planner;

import org.jspecify.annotations.Nullable;

/**
 * What one allocation asks of the fleet.
 *
 * @param model wanted GPU model, null for any one model
 * @param minMemoryBytes memory that each GPU must be known to have, 0 for any
 * @param exclusiveServer nobody else may use the servers: all their GPUs are held
 */
public record Request(
        Demand demand, @Nullable String model, long minMemoryBytes, Topology topology, boolean exclusiveServer) {

    /** A request without further conditions. */
    public static Request of(Demand demand) {
        return new Request(demand, null, 0, Topology.ANY, false);
    }

    public Request withModel(String wanted) {
        return new Request(demand, wanted, minMemoryBytes, topology, exclusiveServer);
    }

    public Request withTopology(Topology wanted) {
        return new Request(demand, model, minMemoryBytes, wanted, exclusiveServer);
    }

    public Request withMinMemoryBytes(long wanted) {
        return new Request(demand, model, wanted, topology, exclusiveServer);
    }

    public Request exclusive() {
        return new Request(demand, model, minMemoryBytes, topology, true);
    }

    /** May a failed GPU be replaced by one on another server? */
    public boolean mayLeaveServer() {
        boolean counted = demand instanceof Demand.Gpus;
        return counted && !exclusiveServer && (topology == Topology.ANY || topology == Topology.SPREAD_RACKS);
    }

    boolean takes(Gpu gpu) {
        return (model == null || model.equals(gpu.facts().modelOrEmpty())) && hasMemory(gpu);
    }

    private boolean hasMemory(Gpu gpu) {
        Long known = gpu.facts().memoryBytes();
        return minMemoryBytes == 0 || (known != null && known >= minMemoryBytes);
    }
}
