package io.palebluedot.inventory.inspection;

import static io.palebluedot.inventory.machine.Machines.gpu;
import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.inventory.catalogue.Catalogue;
import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.inventory.lifecycle.ServerState;
import io.palebluedot.inventory.machine.Care;
import io.palebluedot.inventory.machine.GpuFacts;
import io.palebluedot.inventory.machine.GpuLife;
import io.palebluedot.inventory.machine.Machine;
import io.palebluedot.inventory.machine.Machines;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GpuMergeTest {

    @Test
    void aGpuIsKnownByItsSerialInAnyOrder() {
        var machine = Machines.of(ServerState.AVAILABLE, gpu(0, GpuState.AVAILABLE), gpu(1, GpuState.AVAILABLE));
        var merge = GpuMerge.of(Trees.of("X", Trees.gpu(0, "S1"), Trees.gpu(1, "S0")), machine, List.of());
        assertThat(merge.seen()).extracting(pair -> pair.known().name()).containsExactly("gpu-001", "gpu-000");
        assertThat(merge.fresh()).isEmpty();
        assertThat(merge.missing()).isEmpty();
    }

    @Test
    void aReplacedGpuIsANewOneAndTheOldOneIsMissing() {
        var machine = Machines.of(ServerState.AVAILABLE, gpu(0, GpuState.AVAILABLE));
        var merge = GpuMerge.of(Trees.of("X", Trees.gpu(0, "NEW")), machine, List.of());
        assertThat(merge.fresh()).hasSize(1);
        assertThat(merge.missing()).hasSize(1);
    }

    @Test
    void ipmiKnowsNoGpusSoNoneIsMissing() {
        var machine = Machines.of(ServerState.AVAILABLE, gpu(0, GpuState.AVAILABLE));
        assertThat(GpuMerge.of(Trees.of("X"), machine, List.of()).missing()).hasSize(1);
        assertThat(GpuMerge.of(Trees.byIpmi("X"), machine, List.of()).missing()).isEmpty();
    }

    @Test
    void oneGpuShownTwiceInATreeIsOne() {
        var merge = GpuMerge.of(
                Trees.of("X", Trees.gpu(0, "A"), Trees.gpu(1, "A")), Machines.of(ServerState.ENROLLED), List.of());
        assertThat(merge.fresh()).hasSize(1);
    }

    @Test
    void withoutSerialsThePlaceDecides() {
        var nameless = gpu(0, GpuState.AVAILABLE, null);
        var merge =
                GpuMerge.of(Trees.of("X", Trees.gpu(0, null)), Machines.of(ServerState.AVAILABLE, nameless), List.of());
        assertThat(merge.seen()).hasSize(1);
    }

    @Test
    void aGpuThatIsStillInAnotherServerIsNotTakenFromIt() {
        var merge = GpuMerge.of(
                Trees.of("X", Trees.gpu(0, "S7")),
                Machines.of(ServerState.ENROLLED),
                List.of(gpu(7, GpuState.AVAILABLE)));
        assertThat(merge.elsewhere()).hasSize(1);
        assertThat(merge.seen()).isEmpty();
        assertThat(merge.fresh()).isEmpty();
    }

    @Test
    void aGpuThatALastInspectionMissedElsewhereMovesHere() {
        var machine = Machines.of(ServerState.AVAILABLE, gpu(7, GpuState.AVAILABLE));
        Care.missing(machine, gpu(7, GpuState.AVAILABLE));
        var gone = machine.gpus().iterator().next();
        var merge = GpuMerge.of(Trees.of("X", Trees.gpu(0, "S7")), Machines.of(ServerState.ENROLLED), List.of(gone));
        assertThat(merge.seen()).hasSize(1);
    }

    @Test
    void whatTheBmcTellsWinsAndTheCatalogueFills() {
        var told = Trees.gpu(0, "A");
        assertThat(Enricher.complete(told, null, Catalogue.builtIn()).memoryBytes())
                .isEqualTo(141L << 30);
        assertThat(Enricher.complete(told, null, Catalogue.builtIn()).architecture())
                .isEqualTo("Hopper");
        var precise = Trees.withMemory(told, 150_000_000_000L);
        assertThat(Enricher.complete(precise, null, Catalogue.builtIn()).memoryBytes())
                .isEqualTo(150_000_000_000L);
    }

    @Test
    void wordsThatMeanNothingAreAbsent() {
        GpuFacts facts = Enricher.complete(Trees.gpu(0, "To Be Filled By O.E.M."), null, Catalogue.builtIn());
        assertThat(facts.serial()).isNull();
        assertThat(Told.text("  N/A ")).isNull();
        assertThat(Told.health("Fine")).isNull();
    }

    @Test
    void theCountOfTheModelIsExpectedAndABrokenGpuIsAccountedFor() {
        var sku = Catalogue.builtIn().server("SYS-821GE-TNHR");
        assertThat(SkuCheck.differences(sku, null, gpus(8), 0, List.of())).isEmpty();
        assertThat(SkuCheck.differences(sku, null, gpus(7), 1, List.of())).isEmpty();
        assertThat(SkuCheck.summary(SkuCheck.differences(sku, null, gpus(7), 0, List.of())))
                .isEqualTo("gpu.count expected 8 observed 7");
    }

    @Test
    void anUnknownModelIsExpectedToStayAsItWasQualified() {
        assertThat(SkuCheck.differences(Optional.empty(), null, gpus(3), 0, List.of()))
                .isEmpty();
        assertThat(SkuCheck.differences(Optional.empty(), 4, gpus(3), 0, List.of()))
                .hasSize(1);
        assertThat(SkuCheck.differences(Optional.empty(), 4, gpus(4), 0, List.of(gpu(9, GpuState.AVAILABLE))))
                .hasSize(1);
    }

    private static List<GpuLife> gpus(int count) {
        var gpus = new GpuLife[count];
        for (int i = 0; i < count; i++) {
            gpus[i] = gpu(i, GpuState.AVAILABLE);
        }
        Machine machine = Machines.of(ServerState.AVAILABLE, gpus);
        return List.copyOf(machine.gpus());
    }
}
