package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.VirtualMedia;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Virtual drives in the forms that vendors have. */
class RedfishMediaTest {

    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final String DRIVE = "/redfish/v1/Managers/1/VirtualMedia/CD1";
    private static final URI IMAGE = URI.create("http://images.example/talos.iso");

    private FakeBmc bmc;
    private VirtualMedia media;
    private final List<String> taken = new ArrayList<>();
    private volatile @Nullable String image;

    @BeforeEach
    void start() throws IOException {
        bmc = new FakeBmc(Map.of());
        var clients = bmc.clients();
        media = new RedfishMedia(clients, new RedfishSystems(clients));
        answer("/redfish/v1", "{\"Systems\":{\"@odata.id\":\"/redfish/v1/Systems\"}}");
        answer("/redfish/v1/Systems", "{\"Members\":[{\"@odata.id\":\"/redfish/v1/Systems/1\"}]}");
        answer(
                "/redfish/v1/Systems/1",
                "{\"Id\":\"1\",\"SystemType\":\"Physical\",\"Links\":{\"ManagedBy\":[{\"@odata.id\":\"/redfish/v1/Managers/1\"}]}}");
        answer(
                "/redfish/v1/Managers/1",
                "{\"Id\":\"1\",\"VirtualMedia\":{\"@odata.id\":\"/redfish/v1/Managers/1/VirtualMedia\"}}");
        answer("/redfish/v1/Managers/1/VirtualMedia", "{\"Members\":[{\"@odata.id\":\"" + DRIVE + "\"}]}");
    }

    @AfterEach
    void stop() {
        bmc.close();
    }

    private void answer(String path, String body) {
        bmc.paths.put(path, e -> FakeBmc.send(e, 200, body));
    }

    /** A drive that takes images by action when they come in the right form. */
    private void driveWithActions(Predicate<String> accepts) {
        bmc.paths.put(
                DRIVE,
                e -> FakeBmc.send(
                        e,
                        200,
                        drive("\"Actions\":{\"#VirtualMedia.InsertMedia\":{\"target\":\"" + DRIVE
                                + "/Insert\"},\"#VirtualMedia.EjectMedia\":{\"target\":\"" + DRIVE + "/Eject\"}}")));
        bmc.paths.put(DRIVE + "/Insert", e -> take(e, "POST " + DRIVE + "/Insert", accepts));
        bmc.paths.put(DRIVE + "/Eject", e -> {
            boolean empty = image == null;
            image = null;
            FakeBmc.send(e, empty ? 400 : 204, "");
        });
    }

    private void take(HttpExchange e, String request, Predicate<String> accepts) {
        String body = new String(Objects.requireNonNull(bmc.bodies.get(request)), StandardCharsets.UTF_8);
        taken.add(body);
        boolean good = accepts.test(body) && image == null;
        if (good) {
            image = IMAGE.toString();
        }
        FakeBmc.send(e, good ? 200 : 400, "{}");
    }

    private String drive(String more) {
        return "{\"Id\":\"CD1\",\"MediaTypes\":[\"CD\",\"DVD\"],\"Inserted\":" + (image != null)
                + (image == null ? "" : ",\"Image\":\"" + image + "\"") + "," + more + "}";
    }

    private String insert(String type) {
        return media.insert(bmc.bmc(), type, IMAGE).await().atMost(WAIT);
    }

    @Test
    void theFullFormIsTriedFirst() {
        driveWithActions(body -> true);
        assertThat(insert("Cd")).isEqualTo("CD1");
        assertThat(taken).singleElement().asString().contains("\"Inserted\":true", "\"WriteProtected\":true");
        assertThat(media.readDrives(bmc.bmc()).await().atMost(WAIT))
                .containsExactly(new VirtualMedia.Drive("CD1", List.of("CD", "DVD"), IMAGE.toString()));
    }

    @Test
    void whoRefusesFlagsGetsTheBareImage() {
        driveWithActions(body -> !body.contains("WriteProtected"));
        assertThat(insert("CD")).isEqualTo("CD1");
        assertThat(taken).last().asString().isEqualTo("{\"Image\":\"" + IMAGE + "\"}");
    }

    @Test
    void whoWantsTheProtocolGetsIt() {
        driveWithActions(body -> body.contains("\"TransferProtocolType\":\"HTTP\""));
        assertThat(insert("CD")).isEqualTo("CD1");
        assertThat(taken).hasSize(3);
    }

    @Test
    void withoutAnActionItIsPatched() {
        bmc.paths.put(DRIVE, e -> {
            if (e.getRequestMethod().equals("PATCH")) {
                take(e, "PATCH " + DRIVE, body -> body.contains("\"Image\":\"http"));
            } else {
                FakeBmc.send(e, 200, drive("\"Name\":\"x\""));
            }
        });
        assertThat(insert("DVD")).isEqualTo("CD1");
        assertThat(image).isEqualTo(IMAGE.toString());
    }

    @Test
    void whatIsInTheDriveIsEjectedFirstAndAnEmptyDriveIsNotAskedTo() {
        driveWithActions(body -> true);
        image = "http://images.example/old.iso";
        assertThat(insert("CD")).isEqualTo("CD1");
        assertThat(bmc.requests).containsSubsequence("POST " + DRIVE + "/Eject", "POST " + DRIVE + "/Insert");
        media.eject(bmc.bmc(), "CD1").await().atMost(WAIT);
        long ejected = ejections();
        media.eject(bmc.bmc(), "CD1").await().atMost(WAIT);
        assertThat(ejections()).isEqualTo(ejected);
        assertThat(image).isNull();
    }

    private long ejections() {
        return bmc.requests.stream()
                .filter(("POST " + DRIVE + "/Eject")::equals)
                .count();
    }

    @Test
    void wrongTypesUnknownDrivesAndNoDrivesAreTold() {
        driveWithActions(body -> true);
        fails(BmcFailure.Kind.INVALID, () -> insert("Floppy"));
        fails(
                BmcFailure.Kind.NOT_FOUND,
                () -> media.eject(bmc.bmc(), "CD9").await().atMost(WAIT));
        driveWithActions(body -> false);
        fails(BmcFailure.Kind.REFUSED, () -> insert("CD"));
        answer("/redfish/v1/Managers/1/VirtualMedia", "{\"Members\":null}");
        fails(BmcFailure.Kind.UNSUPPORTED, () -> insert("CD"));
    }

    private static void fails(BmcFailure.Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BmcFailure.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
