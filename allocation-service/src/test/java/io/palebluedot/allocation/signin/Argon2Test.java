package io.palebluedot.allocation.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class Argon2Test {

    @Test
    void aHashFitsItsPasswordOnly() {
        String hash = Argon2.hash("correct horse");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(Argon2.verify("correct horse", hash)).isTrue();
        assertThat(Argon2.verify("correct horsf", hash)).isFalse();
        assertThat(Argon2.hash("correct horse")).isNotEqualTo(hash);
    }

    @Test
    void aHashOfTheReferenceProgramIsUnderstood() {
        // echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32 -e
        String reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(Argon2.verify("password", reference)).isTrue();
        assertThat(Argon2.verify("Password", reference)).isFalse();
    }

    @Test
    void aStoredHashCannotAskForAllMemory() {
        assertThatThrownBy(() -> Argon2.verify("x", "$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$AAAA"))
                .isInstanceOf(IllegalStateException.class);
    }
}
