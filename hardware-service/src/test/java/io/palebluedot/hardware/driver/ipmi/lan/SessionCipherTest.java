package io.palebluedot.hardware.driver.ipmi.lan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected packets were made with OpenSSL's aes-128-cbc and Python's hmac, vector 00 to 0f, sequence 7. */
class SessionCipherTest {

    private static final String SHA1 = "0600ff0706c044332211070000002000000102030405060708090a0b0c0d0e0f"
            + "a6df12174f0a0c446a99953dbc86c1a1ffff02074579d330e327dc97ba86df73";
    private static final String SHA256 = "0600ff0706c044332211070000002000000102030405060708090a0b0c0d0e0f"
            + "7f77488294fcb071c3b09c8815d77b0dffff0207be31220a294dd931522fc3854ae2c781";
    private static final String SHA256_WITHOUT_PADDING =
            "0600ff0706c044332211070000002000000102030405060708090a0b0c0d0e0f"
                    + "d67fe288df18219fc7d2bed60b5edbe7ffff02074a63b93cdc4567475903149f4a71c9fe";
    private static final String MESSAGE = "811c63200401000140";

    /** The vectors' own octets in place of chance. */
    private static final SecureRandom COUNTING = new SecureRandom() {
        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) i;
            }
        }
    };

    static SessionCipher cipher(CipherSuite suite, SecureRandom random) {
        var keys = RakpTest.keys(suite);
        var sik = keys.sessionKey("superuser");
        return new SessionCipher(suite, keys.additionalKey(sik, 1), keys.additionalKey(sik, 2), random);
    }

    private static Octets unseal(CipherSuite suite, Octets datagram) {
        return cipher(suite, new SecureRandom()).unseal(datagram, Packet.read(datagram));
    }

    @Test
    void sealsAsTheVectorsSay() {
        var message = Octets.ofHex(MESSAGE);
        assertThat(cipher(CipherSuite.SUITE_3, COUNTING)
                        .seal(0x11223344L, 7, message)
                        .hex())
                .isEqualTo(SHA1);
        assertThat(cipher(CipherSuite.SUITE_17, COUNTING)
                        .seal(0x11223344L, 7, message)
                        .hex())
                .isEqualTo(SHA256);
    }

    @Test
    void unsealsWhatTheVectorsSay() {
        assertThat(unseal(CipherSuite.SUITE_3, Octets.ofHex(SHA1)).hex()).isEqualTo(MESSAGE);
        assertThat(unseal(CipherSuite.SUITE_17, Octets.ofHex(SHA256)).hex()).isEqualTo(MESSAGE);
        assertThat(unseal(CipherSuite.SUITE_17, Octets.ofHex(SHA256_WITHOUT_PADDING))
                        .hex())
                .isEqualTo("000102030405060708090a0b0c0d0e");
    }

    @ParameterizedTest
    @EnumSource(CipherSuite.class)
    void everyLengthOfMessageComesBackAndEveryPacketIsPaddedToFour(CipherSuite suite) {
        for (int length = 0; length < 70; length++) {
            var message = Octets.copyOf(new byte[length]);
            var datagram = cipher(suite, new SecureRandom()).seal(1, length + 1, message);
            assertThat(unseal(suite, datagram)).isEqualTo(message);
            assertThat((datagram.length() - 4 - suite.codeLength()) % 4).isZero();
        }
    }

    /** Every single bit of a packet is proven, except for the RMCP header, which is not part of it. */
    @ParameterizedTest
    @EnumSource(CipherSuite.class)
    void anyChangedBitIsRefused(CipherSuite suite) {
        var bytes = cipher(suite, COUNTING)
                .seal(0x11223344L, 7, Octets.ofHex(MESSAGE))
                .toBytes();
        for (int bit = 32; bit < bytes.length * 8; bit++) {
            var bent = bytes.clone();
            bent[bit / 8] ^= (byte) (1 << (bit % 8));
            var datagram = Octets.copyOf(bent);
            assertThatThrownBy(() -> unseal(suite, datagram))
                    .isInstanceOfSatisfying(
                            BmcFailure.class, e -> assertThat(e.kind()).isEqualTo(BmcFailure.Kind.MALFORMED));
        }
    }

    @Test
    void everyTruncationIsRefused() {
        var whole = Octets.ofHex(SHA256);
        for (int length = 0; length < whole.length(); length++) {
            var part = whole.slice(0, length);
            assertThatThrownBy(() -> unseal(CipherSuite.SUITE_17, part)).isInstanceOf(BmcFailure.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 17, 31, 33})
    void encryptedPayloadsAreWholeBlocks(int length) {
        var payload = Octets.copyOf(new byte[length]);
        assertThatThrownBy(() -> cipher(CipherSuite.SUITE_3, COUNTING).decrypt(payload))
                .isInstanceOf(BmcFailure.class);
    }
}
