package io.palebluedot.events.jetstream;

import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import java.util.List;

/** Polls taken from the telemetry stream together. */
public record TelemetryBatches(List<TelemetryBatch> batches) {}
