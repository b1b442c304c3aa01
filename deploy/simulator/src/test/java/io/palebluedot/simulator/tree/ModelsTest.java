package io.palebluedot.simulator.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ModelsTest {

    private final Models models = new Models();

    @Test
    void everyBuiltInModelHasEightGpusAHostABiosAndABootPort() {
        for (String name : Models.BUILT_IN) {
            ServerLayout layout = models.find(name);
            assertThat(layout.gpus()).as(name).hasSize(8);
            assertThat(layout.biosSettings()).as(name).isNotNull();
            assertThat(layout.bootNic()).as(name).isNotNull();
            assertThat(layout.targets().values())
                    .as(name)
                    .extracting(ServerLayout.Target::action)
                    .contains("ComputerSystem.Reset", "Manager.Reset", "UpdateService.SimpleUpdate");
        }
    }

    @Test
    void gpusAreInTheirNaturalOrder() {
        assertThat(models.find("hgx-h200").gpus())
                .extracting(GpuSlot::id)
                .containsExactly(
                        "GPU_SXM_1",
                        "GPU_SXM_2",
                        "GPU_SXM_3",
                        "GPU_SXM_4",
                        "GPU_SXM_5",
                        "GPU_SXM_6",
                        "GPU_SXM_7",
                        "GPU_SXM_8");
    }

    @Test
    void aSensorBelongsToTheGpuWithExactlyItsNumber() {
        GpuSlot gpu = models.find("hgx-h200").gpus().getFirst();
        assertThat(gpu.named("HGX_GPU_SXM_1_TEMP_0")).isTrue();
        assertThat(gpu.named("HGX_GPU_SXM_10_TEMP_0")).isFalse();
    }

    @Test
    void aModelIsReadOnceAndShared() {
        assertThat(models.find("smc-h100")).isSameAs(models.find("smc-h100"));
    }

    @Test
    void aMissingModelIsNamed() {
        assertThatThrownBy(() -> models.find("no-such-model"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-such-model");
    }
}
