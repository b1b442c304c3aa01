package io.palebluedot.local.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeysTest {

    @TempDir
    private Path folder;

    @Test
    void everySecretIsReadableByItsOwnerOnly() throws IOException {
        var keys = LocalKeys.in(folder.resolve("secrets"));
        keys.password("admin");
        try (var files = Files.list(folder.resolve("secrets"))) {
            assertThat(files.toList())
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void secretsStayTheSameOnceMade() {
        var first = LocalKeys.in(folder);
        assertThat(LocalKeys.in(folder).password("db-x"))
                .isEqualTo(first.password("db-x"))
                .hasSizeGreaterThan(30);
        assertThat(first.password("db-x")).isNotEqualTo(first.password("db-y"));
    }

    @Test
    void aTokenIsWhatTheServicesVerify() throws Exception {
        var keys = LocalKeys.in(folder);
        var claims = new JwtConsumerBuilder()
                .setExpectedIssuer("palebluedot")
                .setExpectedAudience("palebluedot")
                .setRequireExpirationTime()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(
                        new JsonWebKeySet(Files.readString(keys.jwks())).getJsonWebKeys()))
                .build()
                .processToClaims(keys.token("local-viewer", "viewer", List.of("p1")));
        assertThat(claims.getStringListClaimValue("roles")).containsExactly("viewer");
        assertThat(claims.getStringListClaimValue("projects")).containsExactly("p1");
        assertThat(Files.readString(keys.jwks())).doesNotContain("\"d\"");
    }
}
