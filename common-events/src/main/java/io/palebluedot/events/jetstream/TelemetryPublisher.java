package io.palebluedot.events.jetstream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.events.Subjects;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts samples on the telemetry stream without waiting: a lost poll is made good by the next, a full pipe drops and counts. */
@ApplicationScoped
public class TelemetryPublisher {

    private final NatsLink link;
    private final Counter published;
    private final Counter dropped;

    TelemetryPublisher(NatsLink link, MeterRegistry registry) {
        this.link = link;
        this.published = registry.counter("pbd.telemetry.published");
        this.dropped = registry.counter("pbd.telemetry.dropped");
    }

    /** Publishes one poll of one server; never blocks and never fails. */
    public void publish(TelemetryBatch batch) {
        var connection = link.current();
        if (connection == null || !link.up()) {
            dropped.increment();
            return;
        }
        try {
            connection.publish(Subjects.telemetry(batch.getServerId()), batch.toByteArray());
            published.increment();
        } catch (IllegalStateException closedOrFull) {
            dropped.increment();
        }
    }
}
