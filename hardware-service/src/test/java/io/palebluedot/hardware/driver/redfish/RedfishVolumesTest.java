package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.RaidVolumes;
import io.palebluedot.hardware.driver.RaidVolumes.VolumeWish;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Volumes made and deleted at once, by a task, and at the next reset. */
class RedfishVolumesTest {

    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final String STORAGE = Replies.SYSTEM + "/Storage/RAID.1";
    private static final String VOLUMES = STORAGE + "/Volumes";
    private static final String BOOT = VOLUMES + "/1";
    private static final String NEW = VOLUMES + "/2";
    private static final VolumeWish WISH = new VolumeWish("RAID.1", "data", "RAID1", List.of("D3", "D4"), null);

    private FakeBmc bmc;
    private RaidVolumes volumes;
    private final AtomicBoolean made = new AtomicBoolean();

    @BeforeEach
    void start() throws IOException {
        bmc = new FakeBmc(Map.of());
        var clients = bmc.clients();
        volumes = new RedfishVolumes(clients, new RedfishSystems(clients));
        Replies.system(bmc, "\"Storage\":" + Replies.link(Replies.SYSTEM + "/Storage"));
        Replies.collection(bmc, Replies.SYSTEM + "/Storage", STORAGE);
        Replies.fixed(
                bmc,
                STORAGE,
                "{\"Id\":\"RAID.1\",\"Name\":\"MegaRAID\",\"StorageControllers\":[{\"SupportedRAIDTypes\":[\"RAID0\",\"RAID1\"]}],"
                        + "\"Drives\":[" + Replies.link(STORAGE + "/D1") + "," + Replies.link(STORAGE + "/D3") + ","
                        + Replies.link(STORAGE + "/D4") + "],\"Volumes\":" + Replies.link(VOLUMES) + "}");
        for (String id : List.of("D1", "D3", "D4")) {
            Replies.fixed(
                    bmc,
                    STORAGE + "/" + id,
                    "{\"@odata.id\":\"" + STORAGE + "/" + id + "\",\"Id\":\"" + id
                            + "\",\"CapacityBytes\":960197124096,\"MediaType\":\"SSD\",\"Protocol\":\"NVMe\",\"Status\":{\"Health\":\"OK\"}}");
        }
        Replies.fixed(bmc, BOOT, volume("1", "boot", "D1"));
        shows("", 201);
    }

    @AfterEach
    void stop() {
        bmc.close();
    }

    private static String volume(String id, String name, String drive) {
        return "{\"Id\":\"" + id + "\",\"Name\":\"" + name + "\",\"RAIDType\":\"RAID0\",\"Links\":{\"Drives\":["
                + Replies.link(STORAGE + "/" + drive) + "]}}";
    }

    /** The collection, what it says of itself, and how it answers POST; the new volume is there as soon as {@code made} is set. */
    private void shows(String of, int status) {
        bmc.paths.put(VOLUMES, e -> {
            if (e.getRequestMethod().equals("POST")) {
                made.set(status == 201);
                e.getResponseHeaders().add("Location", status == 201 ? NEW : "/redfish/v1/TaskService/Tasks/1");
                FakeBmc.send(e, status, "{}");
            } else {
                String members = Replies.link(BOOT) + (made.get() ? "," + Replies.link(NEW) : "");
                FakeBmc.send(e, 200, "{" + of + "\"Members\":[" + members + "]}");
            }
        });
        bmc.paths.put(NEW, e -> FakeBmc.send(e, made.get() ? 200 : 404, made.get() ? volume("2", "data", "D3") : "{}"));
    }

    private static BmcFailure.Kind kind(Throwable e) {
        return ((BmcFailure) e).kind();
    }

    @Test
    void tellsControllersDrivesAndVolumes() {
        var storage = volumes.readStorage(bmc.bmc()).await().atMost(WAIT).getFirst();

        assertThat(storage.id()).isEqualTo("RAID.1");
        assertThat(storage.raidTypes()).containsExactly("RAID0", "RAID1");
        assertThat(storage.drives()).hasSize(3);
        assertThat(storage.drives().getFirst().capacityBytes()).isEqualTo(960_197_124_096L);
        assertThat(storage.volumes()).hasSize(1);
        assertThat(storage.volumes().getFirst().drives()).containsExactly("D1");
    }

    @Test
    void makesAVolumeAndFindsItAgainInASecondTry() {
        assertThat(volumes.createVolume(bmc.bmc(), WISH).await().atMost(WAIT)).isEqualTo("2");
        assertThat(volumes.createVolume(bmc.bmc(), WISH).await().atMost(WAIT)).isEqualTo("2");

        assertThat(bmc.requests.stream().filter(r -> r.equals("POST " + VOLUMES)))
                .hasSize(1);
        assertThat(Replies.sent(bmc, "POST " + VOLUMES))
                .isEqualTo("{\"Name\":\"data\",\"RAIDType\":\"RAID1\",\"Links\":{\"Drives\":["
                        + Replies.link(STORAGE + "/D3") + "," + Replies.link(STORAGE + "/D4") + "]}}");
    }

    @Test
    void waitsForTheTaskThatMakesIt() {
        shows("\"@Redfish.OperationApplyTimeSupport\":{\"SupportedValues\":[\"Immediate\",\"OnReset\"]},", 202);
        var looks = new java.util.concurrent.atomic.AtomicInteger();
        bmc.paths.put("/redfish/v1/TaskService/Tasks/1", e -> {
            boolean done = looks.incrementAndGet() > 1;
            made.set(done);
            FakeBmc.send(e, 200, "{\"TaskState\":\"" + (done ? "Completed" : "Running") + "\",\"TaskStatus\":\"OK\"}");
        });

        assertThat(volumes.createVolume(bmc.bmc(), WISH).await().atMost(WAIT)).isEqualTo("2");
        assertThat(Replies.sent(bmc, "POST " + VOLUMES)).contains("\"@Redfish.OperationApplyTime\":\"Immediate\"");
    }

    @Test
    void saysThatAVolumeWaitsForAResetWhereTheControllerCannotOtherwise() {
        shows("\"@Redfish.OperationApplyTimeSupport\":{\"SupportedValues\":[\"OnReset\"]},", 202);

        assertThat(volumes.createVolume(bmc.bmc(), WISH).await().atMost(WAIT)).isEmpty();
        assertThat(bmc.requests).doesNotContain("GET /redfish/v1/TaskService/Tasks/1");
    }

    @Test
    void tellsWhyTheTaskFailed() {
        shows("", 202);
        Replies.fixed(
                bmc,
                "/redfish/v1/TaskService/Tasks/1",
                "{\"TaskState\":\"Completed\",\"TaskStatus\":\"Critical\",\"Messages\":[{\"Message\":\"drive D4 failed\"}]}");

        assertThatThrownBy(() -> volumes.createVolume(bmc.bmc(), WISH).await().atMost(WAIT))
                .hasMessageContaining("drive D4 failed");
    }

    @Test
    void refusesWhatTheControllerCannotMakeBeforeItWrites() {
        for (var wrong : List.of(
                new VolumeWish("RAID.1", "x", "RAID6", List.of("D3"), null),
                new VolumeWish("RAID.1", "x", "RAID0", List.of("D9"), null),
                new VolumeWish("RAID.1", "x", "RAID0", List.of("D1"), null))) {
            assertThatThrownBy(
                            () -> volumes.createVolume(bmc.bmc(), wrong).await().atMost(WAIT))
                    .extracting(RedfishVolumesTest::kind)
                    .isEqualTo(BmcFailure.Kind.INVALID);
        }
        assertThatThrownBy(() -> volumes.createVolume(
                                bmc.bmc(), new VolumeWish("RAID.7", "x", "RAID0", List.of("D3"), null))
                        .await()
                        .atMost(WAIT))
                .extracting(RedfishVolumesTest::kind)
                .isEqualTo(BmcFailure.Kind.NOT_FOUND);
        assertThat(bmc.requests).noneMatch(r -> r.startsWith("POST " + VOLUMES));
    }

    @Test
    void deletesAVolumeAndIsContentWithOneThatIsGone() {
        made.set(true);
        bmc.deletable.put(NEW, e -> {
            made.set(false);
            FakeBmc.send(e, 204, "");
        });

        volumes.deleteVolume(bmc.bmc(), "RAID.1", "2").await().atMost(WAIT);
        volumes.deleteVolume(bmc.bmc(), "RAID.1", "2").await().atMost(WAIT);

        assertThat(made).isFalse();
        assertThat(bmc.requests.stream().filter(r -> r.equals("DELETE " + NEW))).hasSize(1);
    }
}
