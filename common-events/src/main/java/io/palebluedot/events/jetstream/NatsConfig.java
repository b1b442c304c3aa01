package io.palebluedot.events.jetstream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How a service reaches NATS, and how its streams are kept. */
@ConfigMapping(prefix = "pbd.nats")
public interface NatsConfig {

    /** One or more URLs, separated by commas; {@code tls://} asks for TLS. */
    String url();

    /** File with NATS credentials (JWT and seed). */
    Optional<String> credentialsFile();

    /** Copies of each stream: 1 alone, 3 in a cluster. */
    @WithDefault("1")
    int replicas();

    /** How long events stay in the stream; PostgreSQL keeps them for longer. */
    @WithDefault("7d")
    Duration eventsAge();

    /** How long telemetry stays in memory. */
    @WithDefault("10m")
    Duration telemetryAge();

    /** Upper bound of the telemetry stream, in bytes. */
    @WithDefault("268435456")
    long telemetryBytes();

    /** Published outbox rows are kept this long, to fill a lost stream again. */
    @WithDefault("24h")
    Duration republishWindow();
}
