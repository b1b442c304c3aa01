package io.palebluedot.hardware.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.TestConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvisoriesTest {

    @ParameterizedTest
    @CsvSource({
        "HPE, iLO 4 v2.50, CVE-2017-12542",
        "Hewlett Packard Enterprise, iLO 4 v2.44, CVE-2017-12542",
        "Dell Inc., 2.40.40.40, CVE-2018-1207",
        "Dell Inc., 3.18.18.18, CVE-2019-3706",
        "AMI, 13.2.1, CVE-2024-54085",
        "AMI Redfish Server, 12.3.0, CVE-2023-34329",
        "OpenBMC Project, 2.9.0-dev-1067, CVE-2021-39296"
    })
    void namesWhatLetsPeopleIn(String vendor, String version, String cve) {
        var found = about(vendor, version);

        assertThat(found).anySatisfy(text -> assertThat(text).contains(cve, version, "lets people in"));
    }

    @ParameterizedTest
    @CsvSource({
        "HPE, iLO 4 v2.53",
        "HPE, iLO 5 v1.10",
        "HPE, iLO 4 v2.55 Aug 16 2017",
        "Dell Inc., 2.52.52.52",
        "Dell Inc., 7.00.60.00",
        "Dell Inc., 2.52",
        "AMI, 13.5.0",
        "Supermicro, 13.2.1",
        "OpenBMC Project, 2.10.0",
        "NVIDIA, GB200Nvl-25.02-0"
    })
    void claimsNothingOfGoodUnknownOrTooShortlyToldFirmware(String vendor, String version) {
        assertThat(about(vendor, version)).isEmpty();
    }

    @Test
    void anOperatorsFileAddsFirmware(@TempDir Path folder) throws IOException {
        var file = Files.writeString(
                folder.resolve("ours.json"),
                "[{\"id\":\"OURS-1\",\"vendor\":\"Acme\",\"from\":\"1.0\",\"below\":\"1.4\",\"text\":\"a debug port\"}]");
        var advisories = new Advisories(TestConfig.with(config(file)));

        assertThat(advisories.about(new BmcFirmware(List.of("Acme"), "v1.3.9")))
                .containsExactly(
                        "BMC firmware v1.3.9 lets people in without a login (OURS-1): a debug port; good from 1.4");
    }

    @Test
    void aFileThatCannotBeReadStopsTheServiceAndIsNamed(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("ours.json"), "[{\"id\":\"OURS-1\"}]");

        assertThatThrownBy(() -> new Advisories(TestConfig.with(config(file))))
                .hasMessageContaining("advisories-file")
                .hasMessageContaining(file.toString());
    }

    @Test
    void endlessTextsOfABmcAreCutBeforeTheyAreCompared() {
        assertThat(about("Dell".repeat(1_000_000), "1.1.".repeat(1_000_000))).isEmpty();
    }

    private static List<String> about(String vendor, String version) {
        return new Advisories(TestConfig.with(Map.of())).about(new BmcFirmware(List.of(vendor), version));
    }

    private static Map<String, String> config(Path file) {
        return Map.of("pbd.hardware.discovery.advisories-file", file.toString());
    }
}
