package io.palebluedot.gateway.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

class SealTest {

    private static final byte[] BODY = bytes("{\"name\":\"ci\"}");

    @Test
    void whatIsSealedIsOpenedByTheSameRequestOnly() throws GeneralSecurityException {
        String sealed = Seal.of("key", "scope", BODY).close(bytes("secret answer"));

        assertThat(sealed).doesNotContain("secret");
        assertThat(Seal.of("key", "scope", BODY).open(sealed)).isEqualTo(bytes("secret answer"));
        assertThatThrownBy(() -> Seal.of("other", "scope", BODY).open(sealed))
                .isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> Seal.of("key", "scope", bytes("{}")).open(sealed))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void thePlaceDependsOnKeyAndScopeAndTheFingerprintOnTheBodyToo() {
        var seal = Seal.of("key", "scope", BODY);

        assertThat(seal.place()).isEqualTo(Seal.of("key", "scope", bytes("{}")).place());
        assertThat(seal.place()).isNotEqualTo(Seal.of("key", "elsewhere", BODY).place());
        assertThat(seal.fingerprint())
                .isNotEqualTo(Seal.of("key", "scope", bytes("{}")).fingerprint());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
