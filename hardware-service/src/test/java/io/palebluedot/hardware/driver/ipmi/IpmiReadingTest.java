package io.palebluedot.hardware.driver.ipmi;

import static io.palebluedot.hardware.driver.ipmi.IpmiUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BootControl.BootReading;
import io.palebluedot.hardware.driver.SensorReader.SensorValue;
import io.palebluedot.hardware.driver.ipmi.fru.FruBytes;
import io.palebluedot.hardware.driver.ipmi.lan.FakeIpmiBmc;
import io.palebluedot.hardware.driver.ipmi.lan.FakeIpmiRack;
import io.palebluedot.hardware.driver.ipmi.sdr.Records;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpmiReadingTest {

    private static final int[] LINEAR = {1, 0, 0, 0, 0, 0};

    private final FakeIpmiRack rack = new FakeIpmiRack(1);
    private final FakeIpmiBmc fake = rack.bmc(0);
    private final IpmiUnderTest ipmi = new IpmiUnderTest(Map.of());
    private final Bmc bmc = IpmiUnderTest.bmc(rack.port(0), "admin", "secret");

    @AfterEach
    void stop() {
        ipmi.close();
        rack.close();
    }

    private static List<Octets> sensors() {
        return List.of(
                Records.full(1, 1, 0, 1, 0, "Inlet Temp"),
                Records.full(2, 4, 0, 18, 0, new int[] {100, 0, 0, 0, 0, 0}, Records.latin("FAN1")),
                Records.full(3, 4, 0, 18, 0, new int[] {100, 0, 0, 0, 0, 0}, Records.latin("FAN2")),
                Records.full(4, 1, 0, 1, 0, "GPU Temp off"),
                Records.full(5, 1, 0, 1, 0, "Missing"),
                Records.full(6, 3, 0, 6, 0x70, LINEAR, Records.latin("Odd Power")),
                Records.compact(7, 8, 0x6F, 1, 0, "PSU1"),
                Records.eventOnly(8, 0x12, "OEM"),
                Records.mcLocator(0x20, "BMC"),
                Octets.ofHex("0100510101" + "20"));
    }

    private void readings() {
        var raw = new HashMap<Integer, Octets>();
        raw.put(1, Octets.of(0, 25, 0xC0, 0xC0));
        raw.put(2, Octets.of(0, 80, 0xC0, 0xC0));
        raw.put(3, Octets.of(0, 75, 0xC0, 0xC1));
        raw.put(4, Octets.of(0, 0, 0xE0, 0xC0));
        raw.put(6, Octets.of(0, 30, 0xC0, 0xC0));
        raw.put(7, Octets.of(0, 0, 0xC0, 0x03, 0x80));
        fake.answers.put("04/2d", d -> raw.getOrDefault(d.u8(0), Octets.of(0xCB)));
        fake.answers.put("04/23", d -> Octets.of(0, d.u8(1) + 1, 20, 0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 20, 16, 9, 8})
    void readsSensorsHoweverLittleTheBmcAnswersAtOnce(int most) {
        new RecordStore(most).sensors(fake, sensors());
        readings();
        var reading = await(ipmi.sensors().readSensors(bmc));
        assertThat(reading.sensors())
                .containsExactly(
                        new SensorValue("Inlet Temp", 25, "Cel", "OK"),
                        new SensorValue("FAN1", 8000, "RPM", "OK"),
                        new SensorValue("FAN2", 7500, "RPM", "Warning"),
                        new SensorValue("Odd Power", 600, "W", "OK"));
        assertThat(reading.values())
                .containsEntry("inlet_temperature_celsius", 25.0)
                .containsEntry("fan_rpm_min", 7500.0)
                .hasSize(2);
        assertThat(reading.health()).as("PSU1 has failed").isEqualTo("Critical");
        assertThat(reading.powerState()).isEqualTo("On");
        assertThat(reading.gpus()).isEmpty();
    }

    @Test
    void recordsAreReadAgainOnlyWhenTheBmcSaysThatTheyChanged() {
        var store = new RecordStore(255);
        store.sensors(fake, sensors());
        readings();
        await(ipmi.sensors().readSensors(bmc));
        int once = store.reads.get();
        await(ipmi.sensors().readSensors(bmc));
        assertThat(store.reads).hasValue(once);
        store.stamp = 2;
        await(ipmi.sensors().readSensors(bmc));
        assertThat(store.reads).hasValue(2 * once);
    }

    @Test
    void aLostReservationIsTakenAnew() {
        var store = new RecordStore(255);
        store.sensors(fake, sensors());
        readings();
        var inner = fake.answers.get("0a/23");
        fake.answers.put("0a/23", d -> {
            if (store.reads.get() == 5) {
                store.reservation.set(99);
            }
            return inner.apply(d);
        });
        assertThat(await(ipmi.sensors().readSensors(bmc)).sensors()).hasSize(4);
    }

    @Test
    void recordsThatGoInCirclesEnd() {
        fake.answers.put("0a/20", d -> Octets.of(0, 0x51, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2));
        fake.answers.put("0a/22", d -> Octets.of(0, 1, 0));
        fake.answers.put("0a/23", d -> {
            var record = Records.mcLocator(0x20, "BMC");
            int count = Math.min(d.u8(5), record.length() - d.u8(4));
            return Octets.concat(Octets.of(0, 2, 0), record.slice(d.u8(4), count));
        });
        assertThat(await(ipmi.sensors().readSensors(bmc)).sensors()).isEmpty();
    }

    @Test
    void recordsWithoutEndFail() {
        try (var small = new IpmiUnderTest(Map.of("pbd.hardware.ipmi.max-records", "20"))) {
            new RecordStore(255).sensors(fake, java.util.Collections.nCopies(40, Records.mcLocator(0x20, "BMC")));
            assertThatThrownBy(() -> await(small.sensors().readSensors(bmc)))
                    .isInstanceOf(BmcFailure.class)
                    .hasMessageContaining("more than 20 records");
        }
    }

    @Test
    void readsSensorsOfABmcThatKeepsThemInTheDevice() {
        new RecordStore(255).sensors(fake, sensors());
        readings();
        fake.answers.put("06/01", d -> Octets.ofHex("00" + "20810173" + "02" + "01" + "7c2a00" + "1909" + "00000000"));
        fake.answers.put("04/20", d -> Octets.of(0, 10, 1));
        fake.answers.put("04/22", fake.answers.remove("0a/22"));
        fake.answers.put("04/21", fake.answers.remove("0a/23"));
        assertThat(await(ipmi.sensors().readSensors(bmc)).sensors()).hasSize(4);
    }

    @Test
    void theWholePowerComesFromTheMeter() {
        new RecordStore(255).sensors(fake, List.of(Records.full(1, 3, 0, 6, 0, "Total Power")));
        fake.answers.put("04/2d", d -> Octets.of(0, 200, 0xC0, 0));
        fake.answers.put(
                "2c/02",
                d -> Octets.ofHex("00" + "dc" + "d204" + "0100" + "ffff" + "d204" + "00000000" + "e8030000" + "40"));
        assertThat(await(ipmi.sensors().readSensors(bmc)).values()).containsEntry("power_watts", 1234.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 24, 16, 8})
    void readsTheNewestEvents(int most) {
        var store = new RecordStore(most);
        store.sensors(fake, sensors());
        var events = new ArrayList<Octets>();
        for (int i = 1; i <= 30; i++) {
            events.add(Octets.concat(
                    Octets.ofU16(i),
                    Octets.of(2),
                    Octets.ofU32(1_700_000_000L + i),
                    Octets.of(0x20, 0, 4, 1, 1, 1, 0x59, 82, 80)));
        }
        store.events(fake, events);
        var log = await(ipmi.log().readLog(bmc, 3));
        assertThat(log.total()).isEqualTo(30);
        assertThat(log.dropped()).isTrue();
        assertThat(log.entries()).extracting(e -> e.id()).containsExactly("28", "29", "30");
        assertThat(log.entries().getLast().message()).contains("Inlet Temp: Upper critical going high, reading 82 Cel");
    }

    @Test
    void anEmptyLogIsEmpty() {
        new RecordStore(255).events(fake, List.of());
        assertThat(await(ipmi.log().readLog(bmc, 100)).entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsTheInventoryFromFruAndDevice(boolean words) {
        new RecordStore(16).fru(fake, FruBytes.server().plus(Octets.copyOf(new byte[64])), words);
        fake.suites = List.of(0, 3);
        var tree = await(ipmi.inventory().readInventory(bmc));
        assertThat(tree.protocol()).isEqualTo("ipmi");
        assertThat(tree.bmcAddress()).isEqualTo(bmc.address().toString());
        assertThat(tree.manufacturer()).isEqualTo("Supermicro");
        assertThat(tree.model()).isEqualTo("SYS-821GE");
        assertThat(tree.sku()).isEqualTo("821GE-TNHR");
        assertThat(tree.serial()).isEqualTo("S421234X");
        assertThat(tree.bmcFirmware()).isEqualTo("1.73");
        assertThat(tree.powerState()).isEqualTo("On");
        assertThat(tree.health()).isEqualTo("OK");
        assertThat(tree.uuid()).isNull();
        assertThat(tree.cpu()).isNull();
        assertThat(tree.memoryBytes()).isNull();
        assertThat(tree.gpus()).isEmpty();
        assertThat(tree.findings()).singleElement().asString().contains("cipher suite 0");
    }

    @Test
    void aBmcWithoutFruDataIsStillAServer() {
        var tree = await(ipmi.inventory().readInventory(bmc));
        assertThat(tree.serial()).isNull();
        assertThat(tree.bmcFirmware()).isEqualTo("1.73");
    }

    @Test
    void aBrokenFruIsAFinding() {
        new RecordStore(255).fru(fake, Octets.copyOf(new byte[256]), false);
        assertThat(await(ipmi.inventory().readInventory(bmc)).findings())
                .singleElement()
                .asString()
                .contains("FRU 0");
    }

    @Test
    void theUuidIsToldOnlyWhereItsOrderIsCertain() {
        String uuid = "12345678-9abc-4def-8123-456789abcdef";
        assertThat(DeviceId.uuid(Octets.ofHex("78563412bc9aef4d8123456789abcdef")))
                .as("SMBIOS")
                .isEqualTo(uuid);
        assertThat(DeviceId.uuid(Octets.ofHex("123456789abc4def8123456789abcdef")))
                .as("RFC 4122")
                .isEqualTo(uuid);
        assertThat(DeviceId.uuid(Octets.ofHex("efcdab8967452381ef4dbc9a78563412")))
                .as("IPMI")
                .isEqualTo(uuid);
        assertThat(DeviceId.uuid(Octets.ofHex("44454c4c5100104a8052b5c04f4e3732")))
                .as("version 1 in one order, 4 in another")
                .isNull();
        assertThat(DeviceId.uuid(Octets.copyOf(new byte[16]))).isNull();
        assertThat(DeviceId.uuid(Octets.ofHex("00000000000000000000ac1f6b001122")))
                .isNull();
    }

    @Test
    void writesBootFlagsBetweenTheParametersAroundThem() {
        var written = new ArrayList<String>();
        var flags = new Octets[] {Octets.of(0, 0, 0, 0, 0)};
        fake.answers.put("00/08", d -> {
            written.add(d.hex());
            if (d.u8(0) == 5) {
                flags[0] = d.from(1);
            }
            return Octets.of(d.u8(0) == 3 ? 0x80 : 0);
        });
        fake.answers.put("00/09", d -> Octets.of(0, 1, 5).plus(flags[0]));
        await(ipmi.boot().setBoot(bmc, "Pxe", true));
        assertThat(written).containsExactly("0001", "0308", "040101", "05a004000000", "0000");
        assertThat(await(ipmi.boot().readBoot(bmc)))
                .isEqualTo(new BootReading("Pxe", "Once", "UEFI", BootFlags.TARGETS));
        await(ipmi.boot().setBoot(bmc, "Hdd", false));
        assertThat(await(ipmi.boot().readBoot(bmc)).enabled()).isEqualTo("Continuous");
        await(ipmi.boot().setBoot(bmc, "None", false));
        assertThat(await(ipmi.boot().readBoot(bmc)))
                .isEqualTo(new BootReading("None", "Disabled", null, BootFlags.TARGETS));
        assertThatThrownBy(() -> await(ipmi.boot().setBoot(bmc, "UefiShell", true)))
                .isInstanceOfSatisfying(
                        BmcFailure.class, e -> assertThat(e.kind()).isEqualTo(BmcFailure.Kind.INVALID));
    }

    @Test
    void takesOverAChangeOfBootOptionsThatSomebodyLeftOpen() {
        var open = new boolean[] {true};
        fake.answers.put("00/08", d -> {
            if (d.u8(0) == 0 && d.u8(1) == 1 && open[0]) {
                return Octets.of(0x81);
            }
            open[0] = false;
            return Octets.of(0);
        });
        await(ipmi.boot().setBoot(bmc, "Pxe", true));
        assertThat(open[0]).isFalse();
    }

    @Test
    void sendsAnyCommandAndTellsItsCompletionCode() {
        var answer = await(ipmi.raw().send(bmc, 0x06, 0x01, Buffer.buffer()));
        assertThat(answer.completionCode()).isZero();
        assertThat(answer.data().getByte(0)).isEqualTo((byte) 0x20);
        assertThat(await(ipmi.raw().send(bmc, 0x30, 0x70, Buffer.buffer("x"))).completionCode())
                .isEqualTo(0xC1);
        assertThatThrownBy(() -> await(ipmi.raw().send(bmc, 0x07, 0x01, Buffer.buffer())))
                .isInstanceOf(BmcFailure.class);
    }
}
