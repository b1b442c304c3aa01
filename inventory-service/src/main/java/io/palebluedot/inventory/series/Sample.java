package io.palebluedot.inventory.series;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What one source told of one object at one moment.
 *
 * @param kind gpu or server
 * @param values metric name → finite value in the unit of its name
 */
public record Sample(
        UUID objectId, UUID serverId, String kind, String source, Instant at, Map<String, Double> values) {}
