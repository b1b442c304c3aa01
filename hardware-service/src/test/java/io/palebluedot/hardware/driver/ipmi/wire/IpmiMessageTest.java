package io.palebluedot.hardware.driver.ipmi.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.BmcFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpmiMessageTest {

    /** As a packet dump shows Get Channel Authentication Capabilities of ipmitool. */
    @Test
    void writesARequestWithBothChecksums() {
        var request = IpmiMessage.request(Command.of(Command.APP, 0x38, 0x8E, 0x04), 0);
        assertThat(request.hex()).isEqualTo("2018c88100388e04b5");
    }

    @Test
    void writesLunAndSequence() {
        var request = IpmiMessage.request(Command.of(Command.SENSOR, 0x2D, 0x30).toLun(1), 5);
        assertThat(request.u8(1)).isEqualTo(0x04 << 2 | 1);
        assertThat(request.u8(4)).isEqualTo(5 << 2);
        assertThat(request.slice(0, 3).sum()).isZero();
        assertThat(request.from(3).sum()).isZero();
    }

    /** As ipmi_sim answers. */
    @Test
    void readsAnAnswer() {
        var answer = IpmiMessage.answer(Octets.ofHex("811c63200038000117040000000000" + "8c"));
        assertThat(answer.netFn()).isEqualTo(7);
        assertThat(answer.command()).isEqualTo(0x38);
        assertThat(answer.completion()).isZero();
        assertThat(answer.data().hex()).isEqualTo("01170400000000" + "00");
        assertThat(answer.answers(Command.of(Command.APP, 0x38))).isTrue();
        assertThat(answer.answers(Command.of(Command.APP, 0x39))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "81",
                "811c6320003800",
                "811c64200038000117040000000000" + "8c",
                "811c63200038000117040000000000" + "8d"
            })
    void refusesShortAnswersAndWrongChecksums(String hex) {
        assertThatThrownBy(() -> IpmiMessage.answer(Octets.ofHex(hex)))
                .isInstanceOfSatisfying(
                        BmcFailure.class, e -> assertThat(e.kind()).isEqualTo(BmcFailure.Kind.MALFORMED));
    }

    @Test
    void completionCodesBecomeFailuresThatSayWhatHappened() {
        var command = Command.of(Command.STORAGE, 0x23);
        assertThat(CompletionCode.failure(command, 0xC0).kind()).isEqualTo(BmcFailure.Kind.BUSY);
        assertThat(CompletionCode.failure(command, 0xC1).kind()).isEqualTo(BmcFailure.Kind.UNSUPPORTED);
        assertThat(CompletionCode.failure(command, 0xCB).kind()).isEqualTo(BmcFailure.Kind.NOT_FOUND);
        assertThat(CompletionCode.failure(command, 0xD4)).hasMessageContaining("privilege is too low (0xd4)");
        assertThatThrownBy(() -> new Reply(command, 0xCA, Octets.NONE).orFail()).hasMessageContaining("0a/23");
    }
}
