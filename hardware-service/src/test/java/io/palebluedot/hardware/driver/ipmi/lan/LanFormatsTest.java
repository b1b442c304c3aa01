package io.palebluedot.hardware.driver.ipmi.lan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanFormatsTest {

    @Test
    void readsCipherSuitesOfTheMakerBetweenStandardOnes() {
        var records = Octets.ofHex("c000004080" + "c1aa112233014181" + "c003014181" + "c011034481");
        assertThat(CipherSuiteRecords.ids(records)).containsExactly(0, 3, 17);
    }

    @Test
    void aBrokenSuiteRecordEndsTheReading() {
        assertThat(CipherSuiteRecords.ids(Octets.ofHex("c003014181" + "ff"))).containsExactly(3);
        assertThat(CipherSuiteRecords.ids(Octets.ofHex("c0"))).isEmpty();
        assertThat(CipherSuiteRecords.ids(Octets.NONE)).isEmpty();
    }

    @Test
    void prefers17AndNeverTakesAnother() {
        assertThat(CipherSuite.usable(Set.of(0, 3, 17))).containsExactly(CipherSuite.SUITE_17, CipherSuite.SUITE_3);
        assertThat(CipherSuite.usable(Set.of(0, 1, 2, 3))).containsExactly(CipherSuite.SUITE_3);
        assertThat(CipherSuite.usable(Set.of(0, 1, 2))).isEmpty();
        assertThat(CipherSuite.usable(Set.of())).hasSize(2);
    }

    @Test
    void readsWhatAStrangerIsTold() {
        var greeting = Greeting.of(Octets.ofHex("01972703000000" + "00"));
        assertThat(greeting.speaks20()).isTrue();
        assertThat(greeting.anonymous()).isTrue();
        assertThat(greeting.wantsKg()).isTrue();
        assertThat(greeting.with(Set.of(0, 3)).offersSuite0()).isTrue();
        assertThat(Greeting.of(Octets.ofHex("0117040000000000")).speaks20()).isFalse();
    }

    @Test
    void noPacketCountsTwice() {
        var window = new ReceiveWindow();
        assertThat(window.accept(0)).isFalse();
        assertThat(window.accept(5)).isTrue();
        assertThat(window.accept(5)).isFalse();
        assertThat(window.accept(3)).isTrue();
        assertThat(window.accept(3)).isFalse();
        assertThat(window.accept(100)).isTrue();
        assertThat(window.accept(69)).isTrue();
        assertThat(window.accept(68)).isFalse();
        assertThat(window.accept(5)).isFalse();
    }

    @Test
    void everyAttemptHasItsOwnNumberAndAnyAnswerIsTaken() {
        var numbers = new SequenceNumbers(63);
        assertThat(numbers.next()).isEqualTo(63);
        assertThat(numbers.next()).isZero();
        assertThat(numbers.used(63)).isTrue();
        assertThat(numbers.used(0)).isTrue();
        assertThat(numbers.used(1)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "06",
                "0600ff07",
                "0600ff0600000000000000000000",
                "0500ff0700000000000000000000",
                "0600ff0702000000000000000000",
                "0600ff07000000000000000000ff",
                "0600ff0706c0000000000000000000",
                "0600ff0706c0000000000000000000ff",
                "0600ff0706c000000000000000000001"
            })
    void brokenDatagramsAreMalformed(String hex) {
        assertThatThrownBy(() -> Packet.read(Octets.ofHex(hex)))
                .isInstanceOfSatisfying(
                        BmcFailure.class, e -> assertThat(e.kind()).isEqualTo(BmcFailure.Kind.MALFORMED));
    }
}
