package io.palebluedot.allocation.people;

import java.util.List;
import java.util.UUID;

/**
 * What a project may use and what it uses.
 *
 * @param gpuHoursPerMonth 0 for no limit
 * @param usedGpuHours since the first of this month, UTC
 */
record Quota(UUID projectId, List<Limit> limits, long gpuHoursPerMonth, double usedGpuHours, long version) {

    /** GPUs of one model, or of all with {@code *}, that may be held at a time. */
    record Limit(String gpuModel, int maxGpus, int usedGpus) {}
}
