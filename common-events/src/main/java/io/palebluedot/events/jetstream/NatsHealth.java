package io.palebluedot.events.jetstream;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started means: events can flow. A NATS that goes away later is survived, so it does not take readiness away. */
@Startup
@ApplicationScoped
public class NatsHealth implements HealthCheck {

    private final NatsLink link;

    NatsHealth(NatsLink link) {
        this.link = link;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("nats").status(link.up()).build();
    }
}
