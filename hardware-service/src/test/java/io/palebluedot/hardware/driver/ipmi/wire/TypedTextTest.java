package io.palebluedot.hardware.driver.ipmi.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.BmcFailure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TypedTextTest {

    /** The example of IPMI 2.0 43.15: "IPMI" is 29 DC A6. */
    @Test
    void unpacksTheSpecificationsExampleOfSixBits() {
        assertThat(TypedText.ofSensor(0x83, Octets.ofHex("29dca6"))).isEqualTo("IPMI");
    }

    @Test
    void unpacksSixBitsWhereTheLastOctetHasRoomForNoCharacter() {
        assertThat(TypedText.ofSensor(0x83, Octets.ofHex("66e846"))).isEqualTo("FAN1");
        assertThat(TypedText.packed(Octets.of(0x21))).isEqualTo("A");
    }

    @Test
    void readsBcdPlus() {
        assertThat(TypedText.ofSensor(0x43, Octets.ofHex("12b3c4"))).isEqualTo("12-3.4");
    }

    @Test
    void readsLatin1AndTakesOffPadding() {
        assertThat(TypedText.ofSensor(0xC6, Octets.copyOf("Lüfte\0".getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo("Lüfte");
        assertThat(TypedText.ofFru(0xC4, Octets.ofHex("41202000"))).isEqualTo("A");
    }

    @Test
    void readsUnicodeOfBothWidths() {
        assertThat(TypedText.ofSensor(0x04, Octets.copyOf("T1".getBytes(StandardCharsets.UTF_16LE))))
                .isEqualTo("T1");
        assertThat(TypedText.ofSensor(0x03, Octets.copyOf("Lü".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("Lü");
    }

    @Test
    void binaryFruFieldsAreToldInHexadecimal() {
        assertThat(TypedText.ofFru(0x02, Octets.ofHex("beef"))).isEqualTo("beef");
    }

    @Test
    void emptyTextIsAbsent() {
        assertThat(TypedText.ofSensor(0xC0, Octets.NONE)).isNull();
        assertThat(TypedText.ofFru(0xC3, Octets.ofHex("202020"))).isNull();
    }

    @Test
    void aFieldLongerThanItsAreaIsMalformed() {
        assertThatThrownBy(() -> TypedText.ofFru(0xC9, Octets.ofHex("4142")))
                .isInstanceOfSatisfying(
                        BmcFailure.class, e -> assertThat(e.kind()).isEqualTo(BmcFailure.Kind.MALFORMED));
    }
}
