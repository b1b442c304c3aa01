package io.palebluedot.rpc;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** In production a service does not start on a missing or well-known password, or without keys, and says which. */
@ApplicationScoped
public class SecretsCheck {

    private static final Set<String> WELL_KNOWN =
            Set.of("postgres", "password", "changeme", "change-me", "admin", "secret", "palebluedot", "pbd", "123456");

    private final Optional<String> databasePassword;
    private final IdentityConfig identity;

    SecretsCheck(
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> databasePassword,
            IdentityConfig identity) {
        this.databasePassword = databasePassword;
        this.identity = identity;
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            refuse();
        }
    }

    void refuse() {
        String password = databasePassword.orElse("");
        if (password.isBlank()) {
            throw new IllegalStateException("DB_PASSWORD is not set");
        }
        if (WELL_KNOWN.contains(password.toLowerCase(java.util.Locale.ROOT))) {
            throw new IllegalStateException("DB_PASSWORD is a well-known default; choose another");
        }
        if (identity.jwksFile().isEmpty()) {
            throw new IllegalStateException("PBD_JWKS_FILE is not set");
        }
        if (identity.serviceKeyFile().isEmpty()) {
            throw new IllegalStateException("PBD_SERVICE_KEY_FILE is not set");
        }
    }
}
