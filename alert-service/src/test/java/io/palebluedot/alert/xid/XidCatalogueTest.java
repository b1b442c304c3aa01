package io.palebluedot.alert.xid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.palebluedot.alert.lifecycle.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class XidCatalogueTest {

    @Test
    void aGpuOffTheBusNeedsItsServerRestarted() {
        var meaning = XidCatalogue.find(79).orElseThrow();
        assertThat(meaning.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(meaning.action()).isEqualTo(XidAction.RESTART_SERVER);
        assertThat(meaning.lasting()).isTrue();
    }

    @Test
    void anErrorOfTheApplicationIsNoFaultOfTheGpu() {
        assertThat(XidCatalogue.find(31).orElseThrow().severity()).isEqualTo(Severity.INFO);
        assertThat(XidCatalogue.find(31).orElseThrow().lasting()).isFalse();
    }

    @Test
    void anUnknownCodeIsWorthALookAndNothingMore() {
        assertThat(XidCatalogue.find(9_999)).isEmpty();
        assertThat(XidCatalogue.unknown(9_999).severity()).isEqualTo(Severity.WARNING);
        assertThat(XidCatalogue.unknown(9_999).lasting()).isFalse();
    }

    @Test
    void whatOthersResetOrRebootForIsLastingHereToo() throws IOException {
        var data = Path.of(Objects.requireNonNullElse(System.getenv("PBD_SAMPLE_DATA"), "../../shared/data"));
        var file = data.resolve("gpud/xid_catalog_from_gpud.csv");
        assumeTrue(Files.exists(file), "skipped: no sample data (gpud's Xid catalogue) in PBD_SAMPLE_DATA");
        for (String line : Files.readAllLines(file)) {
            var cells = line.split(",", -1);
            boolean repair = line.contains(",RESET_GPU") || line.contains(",RESTART_BM");
            if (repair && cells[0].matches("\\d+")) {
                assertThat(XidCatalogue.find(Integer.parseInt(cells[0])))
                        .as("Xid %s", cells[0])
                        .hasValueSatisfying(
                                meaning -> assertThat(meaning.lasting()).isTrue());
            }
        }
    }
}
