package io.palebluedot.hardware;

import static io.palebluedot.hardware.ServiceUnderTest.credential;
import static io.palebluedot.hardware.ServiceUnderTest.refused;
import static io.palebluedot.hardware.ServiceUnderTest.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import io.palebluedot.hardware.driver.ipmi.IpmiSim;
import io.palebluedot.hardware.operation.Structs;
import io.palebluedot.proto.hardware.v1.CreateVolumeRequest;
import io.palebluedot.proto.hardware.v1.EjectMediaRequest;
import io.palebluedot.proto.hardware.v1.InsertMediaRequest;
import io.palebluedot.proto.hardware.v1.MediaDrive;
import io.palebluedot.proto.hardware.v1.ReadEventLogRequest;
import io.palebluedot.proto.hardware.v1.SendRawRequest;
import io.palebluedot.proto.hardware.v1.SetBiosRequest;
import io.palebluedot.proto.hardware.v1.SetBootOrderRequest;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import io.palebluedot.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked up and set at a BMC beside power, BIOS and firmware: one of Redfish, one of IPMI. */
@QuarkusTest
@QuarkusTestResource(HardwareServers.class)
class BmcIT {

    private static final String IMAGE = "http://127.0.0.1:9/rescue.iso";

    @Inject
    ServiceUnderTest service;

    private String discovered(String address, String password) {
        var found = service.discover(
                        StartDiscoveryRequest.newBuilder().addAddresses(address).addCredentials(credential(password)))
                .getServers(0);
        assertThat(found.getState()).as(found.getError()).isEqualTo("found");
        return found.getServerId();
    }

    @Test
    void virtualDrivesAreFilledAndEmptied() {
        try (var rack = new RackUnderTest(47, 51, 1, "hgx-h200")) {
            String server = discovered(rack.address(0), rack.rack().password());
            var bmcs = service.bmcs(TestTokens.operator());
            assertThat(bmcs.getBoot(target(server)).getAllowedTargetsList()).contains("Pxe", "Hdd");
            var inserted = service.succeeded(bmcs.insertMedia(InsertMediaRequest.newBuilder()
                    .setServerId(server)
                    .setType("CD")
                    .setImageUri(IMAGE)
                    .build()));
            String drive = inserted.getResult().getFieldsMap().get("drive").getStringValue();
            assertThat(images(server, drive)).containsExactly(IMAGE);
            var eject = EjectMediaRequest.newBuilder()
                    .setServerId(server)
                    .setDrive(drive)
                    .build();
            service.succeeded(bmcs.ejectMedia(eject));
            assertThat(images(server, drive)).containsExactly("");
            service.succeeded(bmcs.ejectMedia(eject));
            refusals(server);
            service.hardware().forgetBmc(target(server));
        }
    }

    private List<String> images(String server, String drive) {
        return service.bmcs(TestTokens.viewer()).listMedia(target(server)).getDrivesList().stream()
                .filter(d -> d.getId().equals(drive))
                .map(MediaDrive::getImage)
                .toList();
    }

    private void refusals(String server) {
        var bmcs = service.bmcs(TestTokens.operator());
        var image = InsertMediaRequest.newBuilder().setServerId(server).setType("CD");
        var forbidden = service.failed(bmcs.insertMedia(
                image.setImageUri("http://169.254.169.254/latest").build()));
        assertThat(forbidden.getErrorCode()).isEqualTo("ADDRESS_FORBIDDEN");
        refused(
                "INVALID_ARGUMENT",
                () -> bmcs.insertMedia(image.setImageUri("file:///etc/passwd").build()));
        refused(
                "INVALID_ARGUMENT",
                () -> bmcs.insertMedia(image.setImageUri(IMAGE).setType("Tape").build()));
        refused(
                "INVALID_ARGUMENT",
                () -> bmcs.setBootOrder(SetBootOrderRequest.newBuilder()
                        .setServerId(server)
                        .addOrder("Boot0001")
                        .addOrder("Boot0001")
                        .build()));
        refused(
                "INVALID_ARGUMENT",
                () -> bmcs.createVolume(CreateVolumeRequest.newBuilder()
                        .setServerId(server)
                        .setController("RAID.1")
                        .setName("os")
                        .setRaidType("mirror")
                        .addDrives("Disk.0")
                        .build()));
        refused(
                "PERMISSION_DENIED",
                () -> service.bmcs(TestTokens.viewer())
                        .insertMedia(image.setType("CD").build()));
        refused(
                "PERMISSION_DENIED",
                () -> service.bmcs(TestTokens.engineer("e", "p")).getBoot(target(server)));
        refused("NOT_FOUND", () -> bmcs.getBoot(target("server456")));
    }

    @Test
    void theEventLogIsReadAndCommandsAreSentAsTheyAre(@TempDir Path folder) throws IOException {
        assumeTrue(IpmiSim.installed(), "ipmi_sim is not installed (Debian package openipmi)");
        try (var sim = new IpmiSim(folder)) {
            String server = discovered("127.0.0.1:" + sim.port(), "secret");
            var log = service.bmcs(TestTokens.viewer())
                    .readEventLog(
                            ReadEventLogRequest.newBuilder().setServerId(server).build());
            assertThat(log.getTotal()).isPositive();
            assertThat(log.getEntriesList())
                    .isNotEmpty()
                    .allSatisfy(e -> assertThat(e.getMessage()).isNotBlank());
            var admin = service.bmcs(TestTokens.admin());
            var id = admin.sendRaw(raw(server, 0x06, 0x01));
            assertThat(id.getCompletionCode()).isZero();
            assertThat(id.getData().size()).isGreaterThan(10);
            assertThat(admin.sendRaw(raw(server, 0x06, 0x7F)).getCompletionCode())
                    .as("no such command")
                    .isEqualTo(0xC1);
            refused("INVALID_ARGUMENT", () -> admin.sendRaw(raw(server, 0x06, 0x47)));
            refused("INVALID_ARGUMENT", () -> admin.sendRaw(raw(server, 0x07, 0x01)));
            refused(
                    "PERMISSION_DENIED",
                    () -> service.bmcs(TestTokens.operator()).sendRaw(raw(server, 0x06, 0x01)));
            lacks(server);
            service.hardware().forgetBmc(target(server));
        }
    }

    private void lacks(String server) {
        var bmcs = service.bmcs(TestTokens.operator());
        assertThat(bmcs.getBmc(target(server)).getDriversList()).singleElement().satisfies(driver -> {
            assertThat(driver.getProtocol()).isEqualTo("ipmi");
            assertThat(driver.getCapabilitiesList())
                    .contains("power", "boot", "event_log", "raw_command")
                    .doesNotContain("bios", "volumes");
        });
        refused("FAILED_PRECONDITION", () -> bmcs.listStorage(target(server)));
        var bios = SetBiosRequest.newBuilder()
                .setServerId(server)
                .setAttributes(Structs.of(Map.of("SriovGlobalEnable", "Enabled")))
                .build();
        assertThatThrownBy(() -> service.hardware().setBios(bios))
                .as("refused at once, with what there is instead")
                .hasMessageContaining("the server has no bios; it has ipmi (power, boot");
    }

    private static SendRawRequest raw(String server, int networkFunction, int command) {
        return SendRawRequest.newBuilder()
                .setServerId(server)
                .setNetworkFunction(networkFunction)
                .setCommand(command)
                .setData(ByteString.EMPTY)
                .build();
    }
}
