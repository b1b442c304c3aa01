package io.palebluedot.hardware.driver.ipmi.lan;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import org.junit.jupiter.api.Test;

/** Expected values were computed with Python's hmac module from the formulas of IPMI 2.0 13.28 to 13.32. */
class RakpTest {

    private static final String PASSWORD = "superuser";

    static Rakp keys(CipherSuite suite) {
        return new Rakp(
                suite,
                0x11223344L,
                0x55667788L,
                Octets.ofHex("000102030405060708090a0b0c0d0e0f"),
                Octets.ofHex("808182838485868788898a8b8c8d8e8f"),
                Octets.ofHex("404142434445464748494a4b4c4d4e4f"),
                0x14,
                "admin");
    }

    @Test
    void suite3ProvesAndDerivesWithSha1() {
        var keys = keys(CipherSuite.SUITE_3);
        assertThat(keys.bmcProof(PASSWORD).hex()).isEqualTo("d5fa1d2c6423e92ad612bfcd853fe7da64934048");
        assertThat(keys.consoleProof(PASSWORD).hex()).isEqualTo("a9cb13786ba235d19d0877c4b78f395a2674635a");
        var sik = keys.sessionKey(PASSWORD);
        assertThat(sik.hex()).isEqualTo("2f370fe5d661ffe46777d2af3dab264ba6b3e391");
        assertThat(keys.keyProof(sik).hex()).isEqualTo("ada8ca34f8dba266a29d27cc");
        assertThat(keys.additionalKey(sik, 1).hex()).isEqualTo("dc14ec289529ee953c6ac2f0c86e5c25425e659b");
        assertThat(keys.additionalKey(sik, 2).hex()).isEqualTo("fd9b70e508924bd31f1e86ace59ecdf222ddb47a");
    }

    @Test
    void suite17ProvesAndDerivesWithSha256() {
        var keys = keys(CipherSuite.SUITE_17);
        assertThat(keys.bmcProof(PASSWORD).hex())
                .isEqualTo("7c21a27dee9bad574221a175dab45591e8219f09efb4d108019af97578b258f1");
        assertThat(keys.consoleProof(PASSWORD).hex())
                .isEqualTo("abebeafe74079c2da0b253a6e84109e9fc9e86f999ee2415a005617592e955d3");
        var sik = keys.sessionKey(PASSWORD);
        assertThat(sik.hex()).isEqualTo("86321a3e61b3386c4ca820aaf5a0222bfbc23a56cc28bfbd05d3538165300915");
        assertThat(keys.keyProof(sik).hex()).isEqualTo("4511c404e2bd16643e8a64aed2136605");
        assertThat(keys.additionalKey(sik, 1).hex())
                .isEqualTo("10c6b9e19e4687526dfb2cd6623c0e3a4371f1b62685a515333ee37405bb1013");
        assertThat(keys.additionalKey(sik, 2).hex())
                .isEqualTo("2d7cc18e7de093bd751accd0f1cef171964ce262168d91f5b4f4289da20b86d6");
    }

    @Test
    void anEmptyPasswordIsAKeyToo() {
        assertThat(keys(CipherSuite.SUITE_3).sessionKey("").length()).isEqualTo(20);
    }
}
