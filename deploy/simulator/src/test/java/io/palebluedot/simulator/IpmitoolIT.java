package io.palebluedot.simulator;

import static io.palebluedot.simulator.RackClient.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The IPMI ports as ipmitool sees them, which shares no line with this simulator. */
class IpmitoolIT {

    private static final int PORT = 6231;
    private static SimulatedRack rack;
    private static RackClient client;

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/ipmitool")), "ipmitool is not installed");
        rack = SimulatedRack.builder()
                .servers(2)
                .network(54)
                .freePorts()
                .ipmiPort(PORT)
                .speed(10)
                .start();
        client = new RackClient(rack);
    }

    @AfterAll
    static void stop() {
        if (rack != null) {
            rack.close();
        }
    }

    @AfterEach
    void repair() {
        client.control("DELETE", "/faults", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "17"})
    void aSessionOfEitherSuiteReadsAndChangesPower(String suite) {
        rack.machine(0).begin(true, null);
        assertThat(ask(0, suite, "chassis", "power", "status").text()).contains("Chassis Power is on");
        assertThat(ask(0, suite, "chassis", "power", "off").code()).isZero();
        until("power off", () -> ask(0, suite, "power", "status").text().contains("Chassis Power is off"));
        assertThat(client.get(0, rack.machine(0).layout().hostSystem())
                        .path("PowerState")
                        .asText())
                .isEqualTo("Off");
        assertThat(ask(0, suite, "power", "cycle").text()).contains("Set Chassis Power Control to Cycle failed");
        assertThat(ask(0, suite, "power", "on").code()).isZero();
        until("power on", () -> ask(0, suite, "power", "status").text().contains("Chassis Power is on"));
    }

    @Test
    void aWrongPasswordAndAnUnknownUserGetNoSession() {
        assertThat(run(0, "17", "admin", "wrong", "power", "status").code()).isNotZero();
        Answer unknown = run(0, "17", "nobody", rack.password(), "-v", "power", "status");
        assertThat(unknown.code()).isNotZero();
        assertThat(unknown.text()).contains("unauthorized name");
    }

    @Test
    void suiteZeroIsRefusedUntilItIsTheFault() {
        assertThat(run(0, "0", "admin", "wrong", "power", "status").code()).isNotZero();
        assertThat(ask(0, "17", "channel", "getciphers", "ipmi").text()).doesNotContain("\n0 ");
        fault(1, "{\"kind\":\"cipher_zero\"}");
        assertThat(run(0, "0", "admin", "wrong", "power", "status").text()).contains("Chassis Power is");
        assertThat(ask(0, "17", "channel", "getciphers", "ipmi").text())
                .containsPattern("(?m)^0 +N/A +none +none +none");
    }

    @Test
    void aSessionOfAUserMayReadButNotSwitch() {
        assertThat(ask(0, "17", "-L", "USER", "power", "status").text()).contains("Chassis Power is");
        assertThat(ask(0, "17", "-L", "USER", "power", "off").text()).contains("nsufficient privilege");
    }

    @Test
    void theBootDeviceIsTheOneThatRedfishShows() {
        assertThat(ask(1, "17", "chassis", "bootdev", "pxe", "options=efiboot").code())
                .isZero();
        assertThat(rack.machine(1).boot().target()).isEqualTo("Pxe");
        assertThat(rack.machine(1).boot().enabled()).isEqualTo("Once");
        assertThat(ask(1, "17", "chassis", "bootparam", "get", "5").text())
                .contains("Force PXE", "BIOS EFI boot", "Options apply to only next boot");
        assertThat(ask(1, "17", "chassis", "bootdev", "none").code()).isZero();
        assertThat(rack.machine(1).boot().enabled()).isEqualTo("Disabled");
    }

    @Test
    void sensorsReadAsInRedfishAndCrossTheirThresholds() {
        String all = ask(0, "17", "sdr", "elist", "full").text();
        assertThat(all).containsPattern("Inlet Temp +\\| \\w+h \\| ok +\\| +55.1 \\| 24 degrees C");
        assertThat(all).containsPattern("FAN_1 .* 6831 RPM");
        assertThat(all.lines().filter(line -> line.startsWith("GPU_SXM_") && line.contains("degrees C")))
                .hasSize(8);
        fault(1, "{\"kind\":\"inlet\",\"celsius\":48}");
        fault(1, "{\"kind\":\"fan\",\"fan\":1}");
        fault(1, "{\"kind\":\"gpu_gone\",\"gpu\":2}");
        String broken = ask(0, "17", "sdr", "elist", "full").text();
        assertThat(broken).containsPattern("Inlet Temp +\\| \\w+h \\| ucr +\\| +55.1 \\| 48 degrees C");
        assertThat(broken).containsPattern("FAN_2 +\\| \\w+h \\| lcr .* 0 RPM");
        assertThat(broken).containsPattern("GPU_SXM_3 Temp +\\| \\w+h \\| ns .* No Reading");
        assertThat(ask(0, "17", "sensor", "get", "Inlet Temp").text())
                .containsPattern("Upper Critical +: 42.000")
                .containsPattern("Upper Non-Critical +: na");
    }

    @Test
    void faultsAreEventsOfTheirSensors() {
        assertThat(ask(0, "17", "sel", "clear").code()).isZero();
        fault(1, "{\"kind\":\"psu\",\"psu\":1}");
        fault(1, "{\"kind\":\"fan\",\"fan\":0}");
        fault(1, "{\"kind\":\"inlet\",\"celsius\":48}");
        String log = ask(0, "17", "sel", "elist").text();
        assertThat(log)
                .containsPattern("Power Supply PS2 Status \\| Failure detected \\| Asserted")
                .containsPattern("Fan FAN_1 \\| Lower Critical going low")
                .containsPattern("Temperature Inlet Temp \\| Upper Critical going high.*Reading 48 > Threshold 42");
        assertThat(ask(0, "17", "sel", "info").text()).containsPattern("Entries +: 3");
        assertThat(ask(0, "17", "sdr", "type", "Power Supply").text())
                .containsPattern("PS2 Status .*Presence detected, Failure detected");
    }

    @Test
    void identityComesFromTheSameTreeAsRedfish() {
        var system = client.get(1, rack.machine(1).layout().hostSystem());
        assertThat(ask(1, "17", "fru", "print", "0").text())
                .containsPattern(
                        "Product Manufacturer +: " + system.path("Manufacturer").asText())
                .containsPattern(
                        "Product Serial +: " + system.path("SerialNumber").asText());
        assertThat(ask(1, "17", "mc", "info").text())
                .containsPattern("Firmware Revision +: 1.03")
                .containsPattern("IPMI Version +: 2.0")
                .containsPattern("Manufacturer ID +: 10876");
        assertThat(ask(1, "17", "mc", "guid", "ipmi").text())
                .containsIgnoringCase(system.path("UUID").asText());
    }

    @Test
    void aHungBmcIsSilentAndABusyOneSaysSo() {
        fault(2, "{\"kind\":\"status_503\"}");
        assertThat(ask(1, "17", "power", "status").text()).contains("Node busy");
        client.control("DELETE", "/faults", "");
        fault(2, "{\"kind\":\"hang\"}");
        assertThat(ask(1, "17", "-N", "1", "-R", "1", "power", "status").code()).isNotZero();
        assertThat(ask(0, "17", "power", "status").code()).isZero();
    }

    private static void fault(int index, String json) {
        assertThat(client.control("POST", "/servers/" + index + "/faults", json).statusCode())
                .isEqualTo(201);
    }

    private static Answer ask(int server, String suite, String... words) {
        return run(server, suite, rack.user(), rack.password(), words);
    }

    private static Answer run(int server, String suite, String user, String password, String... words) {
        List<String> line = new ArrayList<>(List.of("/usr/bin/ipmitool", "-I", "lanplus", "-C", suite, "-U", user));
        line.addAll(List.of("-P", password, "-p", Integer.toString(PORT)));
        line.addAll(List.of("-H", rack.machine(server).identity().bmcAddress()));
        line.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Answer(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Answer(int code, String text) {}
}
