package io.palebluedot.hardware.driver.ipmi.sdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.palebluedot.hardware.driver.ipmi.sdr.Conversion.Format;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {

    private static double value(Format format, int linearization, Factors factors, int raw) {
        return new Conversion(format, Linearization.of(linearization), factors)
                .value(raw)
                .orElseThrow();
    }

    /** y = L[(2·raw + 3·10^1)·10^-1], raw 35: x = 10. */
    @ParameterizedTest
    @CsvSource({
        "0x00, 10",
        "0x01, 2.302585093",
        "0x02, 1",
        "0x03, 3.321928095",
        "0x04, 22026.465795",
        "0x05, 1e10",
        "0x06, 1024",
        "0x07, 0.1",
        "0x08, 100",
        "0x09, 1000",
        "0x0a, 3.16227766",
        "0x0b, 2.15443469",
    })
    void convertsByEveryLinearization(String code, double expected) {
        double y = value(Format.UNSIGNED, Integer.decode(code), new Factors(2, 3, 1, -1), 35);
        assertThat(y).isCloseTo(expected, within(expected * 1e-7));
    }

    @ParameterizedTest
    @CsvSource({
        "UNSIGNED, 0xff, 255",
        "UNSIGNED, 0x80, 128",
        "ONES_COMPLEMENT, 0xff, 0",
        "ONES_COMPLEMENT, 0xfe, -1",
        "ONES_COMPLEMENT, 0x80, -127",
        "ONES_COMPLEMENT, 0x7f, 127",
        "TWOS_COMPLEMENT, 0xff, -1",
        "TWOS_COMPLEMENT, 0x80, -128",
        "TWOS_COMPLEMENT, 0x7f, 127"
    })
    void countsTheRawOctetAsItsFormatSays(Format format, String raw, double expected) {
        assertThat(value(format, 0, new Factors(1, 0, 0, 0), Integer.decode(raw)))
                .isEqualTo(expected);
    }

    @Test
    void factorsAreSigned() {
        // M -1 (0x3FF), B -512 (0x200), R exponent -8, B exponent 7.
        assertThat(Factors.of(Octets.of(0xFF, 0xC0, 0x00, 0x80, 0x00, 0x87))).isEqualTo(new Factors(-1, -512, 7, -8));
        assertThat(Factors.of(Octets.of(0x64, 0x3F, 0x01, 0x3F, 0xFF, 0x00))).isEqualTo(new Factors(100, 1, 0, 0));
    }

    @Test
    void readsFactorsOfANonLinearSensorBehindTheNextReading() {
        assertThat(Factors.ofAnswer(Octets.of(0x20, 0x05, 0x00, 0x0A, 0x00, 0x00, 0xF1)))
                .isEqualTo(new Factors(5, 10, 1, -1));
    }

    @Test
    void reservedAndOemLinearizationsAskForFactors() {
        for (int code : new int[] {0x0C, 0x70, 0x71, 0x7F}) {
            assertThat(new Conversion(Format.UNSIGNED, Linearization.of(code), new Factors(1, 0, 0, 0)).wantsFactors())
                    .isTrue();
        }
        assertThat(Linearization.of(0x80)).isEqualTo(Linearization.LINEAR);
    }

    @Test
    void whatHasNoFiniteValueIsAbsent() {
        var one = new Factors(1, 0, 0, 0);
        assertThat(new Conversion(Format.UNSIGNED, Linearization.LN, one).value(0))
                .isEmpty();
        assertThat(new Conversion(Format.UNSIGNED, Linearization.RECIPROCAL, one).value(0))
                .isEmpty();
        assertThat(new Conversion(Format.TWOS_COMPLEMENT, Linearization.SQUARE_ROOT, one).value(0xFF))
                .isEmpty();
        assertThat(new Conversion(Format.NONE, Linearization.LINEAR, one).value(7))
                .isEmpty();
    }

    @Test
    void fractionsAreNotDirty() {
        assertThat(value(Format.UNSIGNED, 0, new Factors(59, 0, 0, -3), 204)).isEqualTo(12.036);
    }
}
