package io.palebluedot.allocation.fleet;

import java.util.List;

/**
 * How many GPUs there are and how many of them a request could get now.
 *
 * @param largestGang most GPUs of one model that one request could get over all servers
 */
public record Capacity(
        int totalGpus,
        int freeGpus,
        List<Count> counts,
        int largestSingleServer,
        int largestGang,
        int freeWholeServers) {

    /** GPUs of one model in one rack in one state; empty words where inventory does not tell. */
    public record Count(String model, String rack, String state, int gpus) {}
}
