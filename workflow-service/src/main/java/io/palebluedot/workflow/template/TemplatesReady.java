package io.palebluedot.workflow.template;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the built-in templates are in the database. */
@Readiness
@ApplicationScoped
class TemplatesReady implements HealthCheck {

    private final BuiltInTemplates builtIn;

    TemplatesReady(BuiltInTemplates builtIn) {
        this.builtIn = builtIn;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("built-in templates")
                .status(builtIn.loaded())
                .build();
    }
}
