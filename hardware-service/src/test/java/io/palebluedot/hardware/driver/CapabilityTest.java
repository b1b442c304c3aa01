package io.palebluedot.hardware.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CapabilityTest {

    @Test
    void everyOneHasAWordOfItsOwn() {
        assertThat(Arrays.stream(Capability.values()).map(Capability::word)).doesNotHaveDuplicates();
        assertThat(Capability.wordOf(RaidVolumes.class)).isEqualTo("volumes");
        assertThat(Capability.wordOf(EventLogReader.class)).isEqualTo("event_log");
    }
}
