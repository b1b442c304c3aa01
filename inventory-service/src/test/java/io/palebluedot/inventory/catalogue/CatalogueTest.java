package io.palebluedot.inventory.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

    private final Catalogue catalogue = Catalogue.builtIn();

    @ParameterizedTest
    @CsvSource({
        "H100 80GB HBM3, H100 SXM, 80",
        "NVIDIA H100 PCIe, H100 PCIe, 80",
        "NVIDIA H200, H200 SXM, 141",
        "GB200 NVL, GB200, 192",
        "NVIDIA B200, B200, 180",
        "NVIDIA GH200 144G HBM3e, GH200 144GB HBM3e, 144",
        "NVIDIA A100-SXM4-80GB, A100 SXM4 80GB, 80",
        "NVIDIA A100-SXM4-40GB, A100 SXM4 40GB, 40",
        "NVIDIA L40S, L40S, 48",
        "NVIDIA L40, L40, 48",
        "NVIDIA A10G, A10G, 24",
        "Tesla T4, T4, 16",
        "NVIDIA GeForce RTX 4080 SUPER, GeForce RTX 4080, 16"
    })
    void knowsModelsByTheirText(String text, String name, long gib) {
        assertThat(catalogue.gpu(text)).hasValueSatisfying(model -> {
            assertThat(model.name()).isEqualTo(name);
            assertThat(model.memoryBytes()).isEqualTo(gib << 30);
        });
    }

    @Test
    void inventsNothingForModelsItDoesNotKnow() {
        assertThat(catalogue.gpu("PG548")).isEmpty();
        assertThat(catalogue.gpu(null)).isEmpty();
        assertThat(catalogue.server("PowerEdge R740")).isEmpty();
    }

    @Test
    void knowsWhatServersAreSoldWith() {
        assertThat(catalogue.server("SYS-821GE-TNHR"))
                .hasValueSatisfying(sku -> assertThat(sku.gpuCount()).isEqualTo(8));
        assertThat(catalogue.server("DGX H100")).hasValueSatisfying(sku -> {
            assertThat(sku.allows("NVIDIA H100 80GB HBM3")).isTrue();
            assertThat(sku.allows("NVIDIA A100")).isFalse();
        });
    }

    @Test
    void whatOperatorsWriteComesFirst() {
        var own = new GpuModel("our H100", "H100", null, 64L << 30, 500, 100);
        assertThat(Catalogue.of(List.of(own), List.of()).gpu("H100 80GB HBM3")).contains(own);
    }
}
