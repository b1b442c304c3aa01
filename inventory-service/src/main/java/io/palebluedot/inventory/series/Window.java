package io.palebluedot.inventory.series;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What part of an object's series is wanted.
 *
 * @param from inclusive
 * @param to exclusive
 * @param step width of a bucket, whole seconds
 * @param names metric names; empty means all
 */
public record Window(Instant from, Instant to, Duration step, List<String> names) {}
