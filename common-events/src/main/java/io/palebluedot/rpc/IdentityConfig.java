package io.palebluedot.rpc;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the keys are. */
@ConfigMapping(prefix = "pbd.identity")
public interface IdentityConfig {

    /** Public keys (JWKS) that tokens are verified with; key ids begin with {@code user-} or {@code service-}. */
    Optional<Path> jwksFile();

    /** Private key (JWK, ES256) with which this service signs its own tokens. */
    Optional<Path> serviceKeyFile();
}
