package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.TestConfig;
import io.palebluedot.hardware.advisory.Advisories;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ResetType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row of the table: which root chooses it, and what it changes. */
class QuirksTest {

    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final String EXPANDS =
            "\"ProtocolFeaturesSupported\":{\"ExpandQuery\":{\"NoLinks\":true,\"Levels\":true}}";

    private FakeBmc bmc;

    @BeforeEach
    void start() throws IOException {
        bmc = new FakeBmc(Map.of());
    }

    @AfterEach
    void stop() {
        bmc.close();
    }

    private static Resource root(String json) throws IOException {
        return new Resource(Paths.ROOT, RedfishJson.MAPPER.readTree(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Vendor\":\"Dell\",\"Product\":\"Integrated Dell Remote Access Controller\"} | Dell",
                "{\"Oem\":{\"Hpe\":{}},\"Product\":\"ProLiant XL675d\"} | HPE",
                "{\"Vendor\":\"Lenovo\"} | Lenovo",
                "{\"Oem\":{\"Supermicro\":{}}} | Supermicro",
                "{\"Vendor\":\"NVIDIA\",\"Product\":\"GB200 NVL\"} | NVIDIA GB200",
                "{\"Vendor\":\"NVIDIA\",\"Product\":\"DGX H200\"} | AMI",
                "{\"Product\":\"AMI Redfish Server\"} | AMI",
                "{\"Vendor\":null,\"Product\":7,\"Oem\":[]} | ``",
            })
    void theRootChoosesTheRow(String root, String vendor) throws IOException {
        assertThat(Quirks.of(root(root)).vendor()).isEqualTo(vendor);
    }

    @Test
    void theCapturedMachinesAreKnown() {
        assertThat(Quirks.of(Captures.crawled(Captures.resources(Captures.named("supermicro")))
                                .root())
                        .vendor())
                .isEqualTo("Supermicro");
        assertThat(Quirks.of(Captures.crawled(Captures.resources(Captures.named("nvidia_gb200")))
                                .root())
                        .vendor())
                .isEqualTo("NVIDIA GB200");
    }

    @Test
    void collectionsAreExpandedWhereThatIsOfferedAndLosesNothing() throws IOException {
        assertThat(Quirks.expansion(root("{" + EXPANDS + "}"))).isEqualTo("?$expand=.($levels=1)");
        assertThat(Quirks.expansion(root("{\"ProtocolFeaturesSupported\":{\"ExpandQuery\":{\"ExpandAll\":true}}}")))
                .isEqualTo("?$expand=.");
        assertThat(Quirks.expansion(root("{\"Oem\":{\"Ami\":{}}," + EXPANDS + "}")))
                .isEmpty();
        assertThat(Quirks.expansion(root("{}"))).isEmpty();
    }

    @Test
    void anExpandedCollectionIsReadInOneRequestAndItsExcerptsOneByOne() {
        String drives = "/redfish/v1/UpdateService/FirmwareInventory";
        Replies.fixed(
                bmc,
                "/redfish/v1",
                "{" + EXPANDS + ",\"UpdateService\":" + Replies.link("/redfish/v1/UpdateService") + "}");
        Replies.fixed(bmc, "/redfish/v1/UpdateService", "{\"FirmwareInventory\":" + Replies.link(drives) + "}");
        Replies.fixed(
                bmc,
                drives,
                "{\"Members\":[{\"@odata.id\":\"" + drives
                        + "/BIOS\",\"@odata.type\":\"#SoftwareInventory.v1_4_0.SoftwareInventory\",\"Id\":\"BIOS\",\"Version\":\"1.2\"},"
                        + "{\"@odata.id\":\"" + drives + "/BMC\",\"Id\":\"BMC\"}]}");
        Replies.fixed(bmc, drives + "/BMC", "{\"Id\":\"BMC\",\"Version\":\"3.4\"}");
        var clients = bmc.clients();
        var systems = new RedfishSystems(clients);

        var tree = new RedfishInventory(
                        clients,
                        systems,
                        new GpuPlaces(clients),
                        TestConfig.with(Map.of()).redfish(),
                        new Advisories(TestConfig.with(Map.of())))
                .readInventory(bmc.bmc())
                .await()
                .atMost(WAIT);

        assertThat(tree.firmware())
                .extracting(f -> f.component() + " " + f.version())
                .contains("BIOS 1.2", "BMC 3.4");
        assertThat(bmc.requests).doesNotContain("GET " + drives + "/BIOS").contains("GET " + drives + "/BMC");
    }

    @Test
    void aJobOfDellThatIsNotThereYetIsLookedForAgain() {
        bmc.root = "\"Vendor\":\"Dell\",";
        var looks = new AtomicInteger();
        bmc.paths.put(
                "/redfish/v1/Jobs/JID_1",
                e -> FakeBmc.send(
                        e,
                        looks.incrementAndGet() < 3 ? 404 : 200,
                        "{\"TaskState\":\"Running\",\"PercentComplete\":7}"));

        var task = RedfishTasks.read(bmc.clients().of(bmc.bmc()), "/redfish/v1/Jobs/JID_1")
                .await()
                .atMost(WAIT);

        assertThat(task.ended()).isFalse();
        assertThat(looks).hasValue(3);
    }

    @Test
    void aMonitorThatIsGoneElsewhereMeansDone() {
        assertThat(RedfishTasks.read(bmc.clients().of(bmc.bmc()), "/redfish/v1/TaskService/TaskMonitors/1")
                        .await()
                        .atMost(WAIT)
                        .ended())
                .isTrue();
        assertThat(bmc.requests.stream().filter(r -> r.endsWith("TaskMonitors/1")))
                .hasSize(1);
    }

    private RedfishPower poweredBy(String root) {
        bmc.root = root;
        String target = Replies.SYSTEM + "/Actions/ComputerSystem.Reset";
        Replies.system(bmc, "\"Actions\":{\"#ComputerSystem.Reset\":{\"target\":\"" + target + "\"}}");
        var tries = new AtomicInteger();
        bmc.paths.put(target, e -> FakeBmc.send(e, tries.incrementAndGet() < 2 ? 400 : 204, ""));
        var clients = bmc.clients();
        return new RedfishPower(clients, new RedfishSystems(clients));
    }

    @Test
    void hpeIsAskedAgainWhenItRefusesJustAfterAPowerChange() {
        var power = poweredBy("\"Oem\":{\"Hpe\":{}},");

        power.reset(bmc.bmc(), ResetType.FORCE_OFF).await().atMost(WAIT);

        assertThat(bmc.requests.stream().filter(r -> r.endsWith("ComputerSystem.Reset")))
                .hasSize(2);
    }

    @Test
    void aRefusalOfOthersIsARefusal() {
        var power = poweredBy("");

        assertThatThrownBy(() ->
                        power.reset(bmc.bmc(), ResetType.FORCE_OFF).await().atMost(WAIT))
                .isInstanceOf(BmcFailure.class)
                .extracting(e -> ((BmcFailure) e).kind())
                .isEqualTo(BmcFailure.Kind.REFUSED);
    }

    @Test
    void supermicroGetsTheImageAlone() {
        bmc.root = "\"Oem\":{\"Supermicro\":{}},";
        String drive = "/redfish/v1/Managers/1/VirtualMedia/CD1";
        Replies.system(bmc, "\"VirtualMedia\":" + Replies.link("/redfish/v1/Managers/1/VirtualMedia"));
        Replies.collection(bmc, "/redfish/v1/Managers/1/VirtualMedia", drive);
        bmc.paths.put(
                drive,
                e -> FakeBmc.send(
                        e,
                        200,
                        "{\"Id\":\"CD1\",\"Image\":"
                                + (bmc.bodies.containsKey("POST " + drive + "/Insert") ? "\"x\"" : "null")
                                + ",\"Actions\":{\"#VirtualMedia.InsertMedia\":{\"target\":\"" + drive
                                + "/Insert\"}}}"));
        bmc.paths.put(drive + "/Insert", e -> FakeBmc.send(e, 204, ""));
        var clients = bmc.clients();

        new RedfishMedia(clients, new RedfishSystems(clients))
                .insert(bmc.bmc(), "CD", URI.create("http://images.example/talos.iso"))
                .await()
                .atMost(WAIT);

        assertThat(Replies.sent(bmc, "POST " + drive + "/Insert"))
                .isEqualTo("{\"Image\":\"http://images.example/talos.iso\"}");
    }
}
