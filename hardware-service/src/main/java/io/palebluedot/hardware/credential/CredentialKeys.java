package io.palebluedot.hardware.credential;

import io.palebluedot.hardware.HardwareConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keys that wrap the keys of secrets, from the file of PBD_CREDENTIAL_KEY_FILE (which may be a mounted Secret) or else from PBD_CREDENTIAL_KEYS; the service does
 * not start without one. A file that changes is read again; one that has become bad changes nothing.
 */
@ApplicationScoped
public class CredentialKeys {

    private static final Logger LOG = Logger.getLogger(CredentialKeys.class);

    private final Supplier<KeyRing> source;
    private volatile KeyRing ring;

    @jakarta.inject.Inject
    CredentialKeys(HardwareConfig config) {
        this(source(config));
    }

    CredentialKeys(Supplier<KeyRing> source) {
        this.source = source;
        this.ring = source.get();
    }

    private static Supplier<KeyRing> source(HardwareConfig config) {
        var file = config.credentialKeyFile();
        if (file.isPresent()) {
            return () -> read(file.get());
        }
        var ring = KeyRing.parse(
                config.credentialKeys()
                        .orElseThrow(() -> new IllegalStateException(
                                "neither PBD_CREDENTIAL_KEY_FILE nor PBD_CREDENTIAL_KEYS is set")),
                "PBD_CREDENTIAL_KEYS");
        return () -> ring;
    }

    static KeyRing read(Path file) {
        try {
            return KeyRing.parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new IllegalStateException("credential key file cannot be read: " + file, e);
        }
    }

    /** Reads the keys at start, not at the first secret. */
    void check(@Observes StartupEvent event) {
        ring();
    }

    KeyRing ring() {
        return ring;
    }

    /** Takes what the file holds now, when that can be read. */
    void refresh() {
        try {
            var now = source.get();
            if (!now.equals(ring)) {
                LOG.infof("credential keys changed; '%s' seals from now on", now.current());
                ring = now;
            }
        } catch (IllegalStateException bad) {
            LOG.errorf("credential keys stay as they were: %s", bad.getMessage());
        }
    }
}
