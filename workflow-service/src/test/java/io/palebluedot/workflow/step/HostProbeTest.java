package io.palebluedot.workflow.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class HostProbeTest {

    @Test
    void countsGpusByTheirIdentity() {
        String page = """
                # HELP DCGM_FI_DEV_GPU_TEMP GPU temperature
                DCGM_FI_DEV_GPU_TEMP{gpu="0",UUID="GPU-a",device="nvidia0"} 31
                DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-a",device="nvidia0"} 70
                DCGM_FI_DEV_GPU_TEMP{gpu="1",UUID="GPU-b",device="nvidia1"} 32
                """;
        assertThat(HostProbe.count(page)).isEqualTo(OptionalInt.of(2));
        assertThat(HostProbe.count("<html>")).isEqualTo(OptionalInt.empty());
    }
}
