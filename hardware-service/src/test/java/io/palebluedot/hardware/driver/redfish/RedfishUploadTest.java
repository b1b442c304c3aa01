package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.FirmwareUpdate.Image;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Firmware that is pushed, in the shapes that update services have. */
class RedfishUploadTest {

    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final String SERVICE = "/redfish/v1/U";
    private static final String INVENTORY = "\"FirmwareInventory\":{\"@odata.id\":\"/redfish/v1/F\"}";

    @TempDir
    private Path folder;

    private FakeBmc bmc;
    private RedfishFirmware firmware;
    private Path file;
    private byte[] content;

    @BeforeEach
    void start() throws IOException {
        bmc = new FakeBmc(Map.of());
        firmware = new RedfishFirmware(bmc.clients());
        content = new byte[3_000_000];
        new Random(7).nextBytes(content);
        file = Files.write(folder.resolve("image"), content);
        answer("/redfish/v1/", 200, "{}");
        answer("/redfish/v1", 200, "{\"UpdateService\":{\"@odata.id\":\"" + SERVICE + "\"}}");
        answer("/redfish/v1/F", 200, "{\"Members\":[{\"@odata.id\":\"/redfish/v1/F/BIOS\"}]}");
        answer("/redfish/v1/F/BIOS", 200, "{\"Id\":\"BIOS\",\"Updateable\":true,\"Version\":\"1\"}");
    }

    @AfterEach
    void stop() {
        bmc.close();
    }

    private void answer(String path, int status, String body) {
        bmc.paths.put(path, e -> FakeBmc.send(e, status, body));
    }

    private String upload(boolean onReset) {
        var image = new Image("BIOS", URI.create("http://images.example/a/b%20%22name.bin"), onReset);
        return firmware.upload(bmc.bmc(), image, file).await().atMost(WAIT);
    }

    private byte[] body(String request) {
        return Objects.requireNonNull(bmc.bodies.get(request), request + " was not sent");
    }

    @Test
    void asMultipartWithItsParameters() {
        answer(SERVICE, 200, "{\"MultipartHttpPushUri\":\"/redfish/v1/push\"," + INVENTORY + "}");
        bmc.paths.put("/redfish/v1/push", e -> {
            e.getResponseHeaders().add("Location", "/redfish/v1/TaskService/Tasks/9");
            FakeBmc.send(e, 202, "{}");
        });
        assertThat(upload(true)).isEqualTo("/redfish/v1/TaskService/Tasks/9");
        byte[] sent = body("POST /redfish/v1/push");
        String text = new String(sent, StandardCharsets.ISO_8859_1);
        assertThat(text)
                .contains("name=\"UpdateParameters\"", "{\"Targets\":[\"/redfish/v1/F/BIOS\"]")
                .contains("\"@Redfish.OperationApplyTime\":\"OnReset\"")
                .contains("name=\"UpdateFile\"; filename=\"b__name.bin\"");
        int begin = text.indexOf("application/octet-stream\r\n\r\n") + "application/octet-stream\r\n\r\n".length();
        assertThat(Arrays.copyOfRange(sent, begin, begin + content.length)).isEqualTo(content);
        String boundary = text.substring(0, text.indexOf('\r'));
        assertThat(text).endsWith("\r\n" + boundary + "--\r\n");
    }

    @Test
    void asAPlainBodyAfterTheTargetsWereSetAndThenStarted() {
        answer(
                SERVICE,
                200,
                "{\"HttpPushUri\":\"/redfish/v1/push\",\"HttpPushUriTargets\":[],\"HttpPushUriOptions\":{\"HttpPushUriApplyTime\":{}},"
                        + "\"Actions\":{\"Oem\":{\"#VendorUpdateService.StartUpdate\":{\"target\":\"/redfish/v1/start\"}}},"
                        + INVENTORY
                        + "}");
        answer("/redfish/v1/push", 200, "{}");
        answer(
                "/redfish/v1/start",
                202,
                "{\"@odata.type\":\"#Task.v1_4_3.Task\",\"@odata.id\":\"/redfish/v1/T/1\",\"TaskState\":\"Running\"}");
        assertThat(upload(false)).isEqualTo("/redfish/v1/T/1");
        assertThat(new String(body("PATCH " + SERVICE), StandardCharsets.UTF_8))
                .contains("\"HttpPushUriTargets\":[\"/redfish/v1/F/BIOS\"]", "\"ApplyTime\":\"Immediate\"");
        assertThat(body("POST /redfish/v1/push")).isEqualTo(content);
        assertThat(bmc.requests)
                .containsSubsequence("PATCH " + SERVICE, "POST /redfish/v1/push", "POST /redfish/v1/start");
    }

    @Test
    void anUploadInAnEndedSessionIsSentAgainWhole() {
        answer(SERVICE, 200, "{\"HttpPushUri\":\"/redfish/v1/push\"}");
        answer("/redfish/v1/push", 200, "{}");
        firmware.fetches(bmc.bmc()).await().atMost(WAIT);
        bmc.paths.put(SERVICE, e -> {
            FakeBmc.send(e, 200, "{\"HttpPushUri\":\"/redfish/v1/push\"}");
            bmc.token = "";
        });
        var image = new Image(null, URI.create("http://images.example/x.bin"), false);
        assertThat(firmware.upload(bmc.bmc(), image, file).await().atMost(WAIT)).isEmpty();
        assertThat(body("POST /redfish/v1/push")).isEqualTo(content);
        assertThat(bmc.logins).hasValue(2);
    }

    @Test
    void whoTakesNeitherSaysSo() {
        answer(SERVICE, 200, "{}");
        assertThatThrownBy(() -> firmware.fetches(bmc.bmc()).await().atMost(WAIT))
                .isInstanceOfSatisfying(
                        BmcFailure.class, e -> assertThat(e.kind()).isEqualTo(BmcFailure.Kind.UNSUPPORTED));
    }

    @Test
    void aComponentThatIsNotUpdateableIsNotSentTo() {
        answer(SERVICE, 200, "{\"HttpPushUri\":\"/redfish/v1/push\"," + INVENTORY + "}");
        answer("/redfish/v1/F/BIOS", 200, "{\"Id\":\"BIOS\",\"Updateable\":false}");
        assertThatThrownBy(() -> upload(false)).hasMessageContaining("not updateable");
        assertThat(bmc.requests).doesNotContain("POST /redfish/v1/push");
    }
}
