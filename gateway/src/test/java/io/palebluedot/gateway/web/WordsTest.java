package io.palebluedot.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.proto.alert.v1.Severity;
import io.palebluedot.proto.inventory.v1.GpuState;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void theWordIsTheNameWithoutItsTypeInSmallLetters() {
        assertThat(Words.of(GpuState.GPU_STATE_AVAILABLE)).isEqualTo("available");
        assertThat(Words.of(Severity.SEVERITY_CRITICAL)).isEqualTo("critical");
    }

    @Test
    void whatIsUnspecifiedOrNewerIsAbsent() {
        assertThat(Words.of(GpuState.GPU_STATE_UNSPECIFIED)).isNull();
        assertThat(Words.of(GpuState.UNRECOGNIZED)).isNull();
    }

    @Test
    void aWordIsReadBackInAnyCase() {
        assertThat(Words.parse("severity", "Critical", Severity.class)).isEqualTo(Severity.SEVERITY_CRITICAL);
        assertThat(Words.parse("severity", null, Severity.class)).isEqualTo(Severity.SEVERITY_UNSPECIFIED);
        assertThatThrownBy(() -> Words.parse("severity", "bad", Severity.class)).hasMessageContaining("INVALID_INPUT");
    }
}
