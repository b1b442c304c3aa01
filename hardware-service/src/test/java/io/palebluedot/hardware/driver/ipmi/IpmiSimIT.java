package io.palebluedot.hardware.driver.ipmi;

import static io.palebluedot.hardware.driver.ipmi.IpmiUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.driver.PowerState;
import io.palebluedot.hardware.driver.ResetType;
import io.palebluedot.hardware.driver.SensorReader.SensorValue;
import io.palebluedot.hardware.driver.ipmi.lan.CipherSuite;
import io.palebluedot.hardware.driver.ipmi.lan.Privilege;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a BMC that nobody here wrote: ipmi_sim of OpenIPMI. */
class IpmiSimIT {

    @TempDir
    private Path folder;

    private IpmiSim sim;
    private IpmiUnderTest ipmi;
    private Bmc admin;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(IpmiSim.installed(), "ipmi_sim is not installed (Debian package openipmi)");
        sim = new IpmiSim(folder);
        ipmi = new IpmiUnderTest(Map.of("pbd.hardware.ipmi.retransmit-after", "PT0.5S"));
        admin = IpmiUnderTest.bmc(sim.port(), "admin", "secret");
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .ignoreExceptions()
                .untilAsserted(() -> await(ipmi.driver.greet(admin)));
    }

    @AfterEach
    void stop() {
        if (ipmi != null) {
            await(ipmi.driver.forget(admin));
            ipmi.close();
            sim.close();
        }
    }

    private PowerState power() {
        return await(ipmi.power().readPower(admin)).state();
    }

    private void reset(ResetType type) {
        await(ipmi.power().reset(admin, type));
    }

    private static void fails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BmcFailure.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void logsInWithSuite3AsItHasNoBetterOne() {
        var session = await(ipmi.clients.of(admin).logIn());
        assertThat(session.suite()).isEqualTo(CipherSuite.SUITE_3);
        assertThat(session.privilege()).isEqualTo(Privilege.ADMINISTRATOR);
    }

    @Test
    void wrongPasswordsAndUsersAreUnauthorized() {
        fails(Kind.UNAUTHORIZED, () -> await(ipmi.driver.logIn(IpmiUnderTest.bmc(sim.port(), "admin", "wrong"))));
        fails(Kind.UNAUTHORIZED, () -> await(ipmi.driver.logIn(IpmiUnderTest.bmc(sim.port(), "nobody", "secret"))));
    }

    @Test
    void powerGoesOffAndOnAndReadsBack() {
        assertThat(power()).isEqualTo(PowerState.ON);
        reset(ResetType.FORCE_OFF);
        assertThat(power()).isEqualTo(PowerState.OFF);
        reset(ResetType.ON);
        assertThat(power()).isEqualTo(PowerState.ON);
        reset(ResetType.POWER_CYCLE);
        reset(ResetType.FORCE_RESTART);
        reset(ResetType.GRACEFUL_SHUTDOWN);
        assertThat(sim.read("calls")).contains("power=0", "power=1", "reset=1", "shutdown=1");
    }

    @Test
    void theBootDeviceArrivesAtTheMachine() {
        await(ipmi.boot().setBoot(admin, "Pxe", true));
        assertThat(sim.read("boot")).isEqualTo("pxe");
        // ipmi_sim keeps the device and drops the valid bit: what is set is no override to it.
        var raw = await(ipmi.raw().send(admin, 0x00, 0x09, Buffer.buffer(new byte[] {5, 0, 0})));
        assertThat(raw.completionCode()).isZero();
        assertThat(raw.data().getByte(3)).isEqualTo((byte) (1 << 2));
        assertThat(await(ipmi.boot().readBoot(admin)).enabled()).isEqualTo("Disabled");
    }

    @Test
    void readsSensorsWithNamesUnitsAndThresholds() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            var reading = await(ipmi.sensors().readSensors(admin));
            assertThat(reading.sensors())
                    .containsExactly(
                            new SensorValue("Inlet Temp", 35, "Cel", "OK"), new SensorValue("FAN1", 3200, "RPM", "OK"));
            assertThat(reading.powerState()).isEqualTo("On");
        });
        sim.write("temperature", "85\n");
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            var reading = await(ipmi.sensors().readSensors(admin));
            assertThat(reading.sensors()).contains(new SensorValue("Inlet Temp", 85, "Cel", "Critical"));
            assertThat(reading.values()).containsEntry("inlet_temperature_celsius", 85.0);
            assertThat(reading.health()).isEqualTo("Critical");
        });
        var log = await(ipmi.log().readLog(admin, 100));
        assertThat(log.entries())
                .anySatisfy(e -> assertThat(e.message())
                        .startsWith("Temperature Inlet Temp: Upper critical going high, reading 85 Cel"));
    }

    @Test
    void readsTheEventLog() {
        var log = await(ipmi.log().readLog(admin, 100));
        assertThat(log.total()).isPositive();
        var first = log.entries().getFirst();
        assertThat(first.sensor()).isEqualTo("Inlet Temp");
        assertThat(first.severity()).isEqualTo("Critical");
        assertThat(first.message())
                .isEqualTo("Temperature Inlet Temp: Upper critical going high, reading 82 Cel, threshold 80 Cel");
    }

    @Test
    void readsTheInventoryAndFindsSuite0() {
        var tree = await(ipmi.inventory().readInventory(admin));
        assertThat(tree.manufacturer()).isEqualTo("Supermicro");
        assertThat(tree.model()).isEqualTo("SYS-821GE");
        assertThat(tree.serial()).isEqualTo("S421234X");
        assertThat(tree.uuid()).isEqualTo("12345678-9abc-4def-8123-456789abcdef");
        assertThat(tree.bmcFirmware()).isEqualTo("9.08");
        assertThat(tree.powerState()).isEqualTo("On");
        assertThat(tree.findings()).anyMatch(f -> f.contains("cipher suite 0"));
        assertThat(tree.findings()).anyMatch(f -> f.contains("without name and password"));
    }

    /** ipmi_sim gives every user the privilege that it asks for, but minds the one that a session has. */
    @Test
    void whatASessionsPrivilegeForbidsIsRefused() {
        setPrivilege(Privilege.USER);
        fails(Kind.REFUSED, () -> reset(ResetType.FORCE_OFF));
        assertThat(power()).isEqualTo(PowerState.ON);
        setPrivilege(Privilege.OPERATOR);
        reset(ResetType.FORCE_OFF);
        assertThat(power()).isEqualTo(PowerState.OFF);
    }

    private void setPrivilege(Privilege privilege) {
        var level = (byte) (privilege == Privilege.USER ? 2 : 3);
        var answer = await(ipmi.raw().send(admin, 0x06, 0x3B, Buffer.buffer(new byte[] {level})));
        assertThat(answer.completionCode()).isZero();
    }

    @Test
    void refusedLoginsTakeNoPlaceOfOthers() {
        for (int i = 0; i < 100; i++) {
            var wrong = IpmiUnderTest.bmc(sim.port(), "admin", "wrong" + i);
            fails(Kind.UNAUTHORIZED, () -> await(ipmi.driver.logIn(wrong)));
        }
        assertThat(power()).as("it has room for 63 sessions").isEqualTo(PowerState.ON);
    }

    @Test
    void sessionsAreClosed() {
        for (int i = 0; i < 200; i++) {
            await(ipmi.driver.logIn(admin));
            await(ipmi.driver.forget(admin));
        }
        assertThat(power()).as("it has room for 63 sessions").isEqualTo(PowerState.ON);
    }
}
