package io.palebluedot.hardware.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.mutiny.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeTest {

    @TempDir
    Path folder;

    private static String line(String id, int fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) fill);
        return id + ":" + Base64.getEncoder().encodeToString(key) + "\n";
    }

    private Envelope envelope(String keys) throws IOException {
        var file = Files.writeString(folder.resolve("keys"), keys);
        return new Envelope(new CredentialKeys(() -> CredentialKeys.read(file)));
    }

    @Test
    void whatIsSealedForAnOwnerOpensForThatOwnerOnly() throws IOException {
        var envelope = envelope(line("k1", 1));
        var sealed = envelope.seal("server-1", "pässword");
        assertThat(sealed.keyId()).isEqualTo("k1");
        assertThat(sealed.secret().toString()).doesNotContain("pässword");
        assertThat(envelope.open("server-1", sealed)).isEqualTo("pässword");
        assertThatThrownBy(() -> envelope.open("server-2", sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSameSecretNeverLooksTheSame() throws IOException {
        var envelope = envelope(line("k1", 1));
        assertThat(envelope.seal("s", "x").secret())
                .isNotEqualTo(envelope.seal("s", "x").secret());
    }

    @Test
    void anOldKeyStillOpensWhatItSealed() throws IOException {
        var sealed = envelope(line("old", 1)).seal("s", "secret");
        var rotated = envelope(line("new", 2) + line("old", 1));
        assertThat(rotated.open("s", sealed)).isEqualTo("secret");
        assertThat(rotated.seal("s", "secret").keyId()).isEqualTo("new");
    }

    @Test
    void whatWasWrappedAgainOpensWithoutTheOldKey() throws IOException {
        var sealed = envelope(line("old", 1)).seal("s", "secret");
        var again = envelope(line("new", 2) + line("old", 1)).rewrap("s", sealed);

        assertThat(again.keyId()).isEqualTo("new");
        assertThat(envelope(line("new", 2)).open("s", again)).isEqualTo("secret");
        assertThatThrownBy(() -> envelope(line("new", 2) + line("old", 1)).rewrap("other", sealed))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> envelope(line("new", 2)).rewrap("s", sealed)).hasMessageContaining("'old'");
    }

    @Test
    void aChangedFileIsTakenAndABadOneIsNot() throws IOException {
        var file = Files.writeString(folder.resolve("keys"), line("a", 1));
        var keys = new CredentialKeys(() -> CredentialKeys.read(file));
        Files.writeString(file, line("b", 2) + line("a", 1));
        keys.refresh();
        assertThat(keys.ring().current()).isEqualTo("b");

        Files.writeString(file, "nonsense");
        keys.refresh();
        assertThat(keys.ring().current()).isEqualTo("b");
    }

    @Test
    void keysOfAVariableMayStandBetweenCommas() {
        var ring = KeyRing.parse((line("a", 1) + line("b", 2)).strip().replace('\n', ','), "PBD_CREDENTIAL_KEYS");
        assertThat(ring.current()).isEqualTo("a");
        assertThat(ring.keys()).containsOnlyKeys("a", "b");
    }

    @Test
    void aChangedByteIsNoticed() throws IOException {
        var envelope = envelope(line("k1", 1));
        var sealed = envelope.seal("s", "secret");
        for (int i : new int[] {0, 5, 30, 65, sealed.secret().length() - 1}) {
            byte[] bytes = sealed.secret().getBytes();
            bytes[i] ^= 1;
            var changed = new Sealed("k1", Buffer.buffer(bytes));
            assertThatThrownBy(() -> envelope.open("s", changed))
                    .as("byte %d", i)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void badKeyFilesAreRefusedWithoutShowingTheKey() {
        assertThatThrownBy(() -> envelope("k1:c2hvcnQ=\n"))
                .hasMessageContaining("k1")
                .hasMessageNotContaining("c2hvcnQ");
        assertThatThrownBy(() -> envelope(line("k1", 1) + line("k1", 2))).hasMessageContaining("twice");
        assertThatThrownBy(() -> envelope("k1:***\n")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> envelope("\n# only a comment\n")).hasMessageContaining("no key");
    }
}
