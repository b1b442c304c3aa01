package io.palebluedot.hardware.credential;

import io.palebluedot.hardware.HardwareConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Keys that wrap the keys of secrets, from the file of PBD_CREDENTIAL_KEY_FILE; the service does not start without one. */
@ApplicationScoped
public class CredentialKeys {

    private static final int KEY_BYTES = 32;

    private final Map<String, SecretKey> keys;
    private final String current;

    @jakarta.inject.Inject
    CredentialKeys(HardwareConfig config) {
        this(read(config.credentialKeyFile()
                .orElseThrow(() -> new IllegalStateException("PBD_CREDENTIAL_KEY_FILE is not set"))));
    }

    CredentialKeys(Map<String, SecretKey> keys) {
        this.keys = Map.copyOf(keys);
        this.current = keys.keySet().iterator().next();
    }

    /** Reads the keys at start, not at the first secret. */
    void check(@Observes StartupEvent event) {
        key(current);
    }

    String current() {
        return current;
    }

    SecretKey key(String id) {
        var key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("no credential key '" + id + "' in the key file");
        }
        return key;
    }

    static Map<String, SecretKey> read(Path file) {
        var keys = new LinkedHashMap<String, SecretKey>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(line.strip(), keys);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("credential key file cannot be read: " + file, e);
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException("credential key file holds no key: " + file);
        }
        return keys;
    }

    /** Errors name the key and never show it. */
    private static void add(String line, Map<String, SecretKey> keys) {
        int colon = line.indexOf(':');
        String id = colon < 0 ? "" : line.substring(0, colon);
        try {
            byte[] bytes = Base64.getDecoder().decode(line.substring(colon + 1).strip());
            if (!id.isBlank() && bytes.length == KEY_BYTES) {
                keys.put(id, new SecretKeySpec(bytes, "AES"));
                return;
            }
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException("credential key '" + id + "' is not base64", notBase64);
        }
        throw new IllegalStateException("credential key '" + id + "' must be kid:base64 of 32 bytes");
    }
}
