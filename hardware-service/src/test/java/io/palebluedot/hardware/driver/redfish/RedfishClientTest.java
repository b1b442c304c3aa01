package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.advisory.Advisories;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real sockets: sessions, tags, and answers that no BMC should give. */
class RedfishClientTest {

    private static final String THING = "/redfish/v1/Thing";

    private FakeBmc bmc;
    private RedfishClients clients;
    private RedfishClient client;

    @BeforeEach
    void start() throws IOException {
        bmc = new FakeBmc(
                Map.of("pbd.hardware.redfish.call-timeout", "PT2S", "pbd.hardware.redfish.max-answer-bytes", "100000"));
        clients = bmc.clients();
        client = clients.of(bmc.bmc());
    }

    @AfterEach
    void stop() {
        bmc.close();
    }

    private void answers(int status, String body) {
        bmc.paths.put(THING, e -> FakeBmc.send(e, status, body));
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }

    private void fails(Kind kind) {
        assertThatThrownBy(() -> get(client.get(THING)))
                .isInstanceOfSatisfying(
                        BmcFailure.class, f -> assertThat(f.kind()).isEqualTo(kind));
    }

    @Test
    void oneSessionServesAllRequestsAndIsDeletedInTheEnd() {
        answers(200, "{\"Name\":\"thing\"}");
        get(client.get(THING));
        get(client.get(THING));
        assertThat(get(client.get(THING)).text("Name")).isEqualTo("thing");
        assertThat(bmc.logins).hasValue(1);
        get(clients.forget(bmc.bmc()));
        assertThat(bmc.requests).last().isEqualTo("DELETE /redfish/v1/S/1");
        assertThat(bmc.token).isEmpty();
    }

    @Test
    void theEndOfTheServiceDeletesTheSession() {
        answers(200, "{}");
        get(client.get(THING));
        clients.stop(new io.quarkus.runtime.ShutdownEvent());
        assertThat(bmc.token).isEmpty();
    }

    @Test
    void anEndedSessionIsRenewedOnce() {
        answers(200, "{}");
        get(client.get(THING));
        bmc.token = "another";
        get(client.get(THING));
        assertThat(bmc.logins).hasValue(2);
    }

    @Test
    void aRefusedLoginIsNotRepeatedAtOnce() {
        answers(200, "{}");
        bmc.password = "changed";
        fails(Kind.UNAUTHORIZED);
        fails(Kind.UNAUTHORIZED);
        fails(Kind.UNAUTHORIZED);
        assertThat(bmc.logins).hasValue(1);
    }

    @Test
    void basicIsUsedWhereSessionsNeverWorked() {
        answers(200, "{\"Name\":\"old\"}");
        bmc.sessions = false;
        assertThat(get(client.get(THING)).text("Name")).isEqualTo("old");
        assertThat(get(client.get(THING)).text("Name")).isEqualTo("old");
        assertThat(bmc.logins).hasValue(1);
    }

    @Test
    void theLadderOfTagsIsClimbedOnceAndRemembered() {
        var seen = new java.util.concurrent.CopyOnWriteArrayList<String>();
        bmc.paths.put(THING, e -> {
            if (e.getRequestMethod().equals("GET")) {
                e.getResponseHeaders().add("ETag", "W/\"7-gzip\"");
                FakeBmc.send(e, 200, "{}");
                return;
            }
            String tag = String.valueOf(e.getRequestHeaders().getFirst("If-Match"));
            seen.add(tag);
            FakeBmc.send(e, tag.equals("*") ? 200 : 412, "{}");
        });
        var body = RedfishJson.MAPPER.createObjectNode().put("AssetTag", "x");
        get(client.patch(THING, body));
        assertThat(seen).containsExactly("W/\"7-gzip\"", "\"7\"", "*");
        get(client.patch(THING, body));
        assertThat(seen).hasSize(4).last().isEqualTo("*");
    }

    @Test
    void aMissingTagThatIsDemandedBecomesAStar() {
        bmc.paths.put(THING, e -> {
            boolean demanded = e.getRequestMethod().equals("PATCH")
                    && e.getRequestHeaders().getFirst("If-Match") == null;
            FakeBmc.send(e, demanded ? 428 : 200, "{}");
        });
        get(client.patch(THING, RedfishJson.MAPPER.createObjectNode()));
        assertThat(bmc.requests.stream().filter(r -> r.startsWith("PATCH"))).hasSize(2);
    }

    @Test
    void oneRequestIsInFlightAtATime() throws InterruptedException {
        bmc.paths.put(THING, e -> {
            LockSupport.parkNanos(20_000_000);
            FakeBmc.send(e, 200, "{}");
        });
        var done = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            client.get(THING).subscribe().with(r -> done.countDown(), e -> done.countDown());
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(bmc.mostInFlight).hasValue(1);
    }

    @Test
    void aHungAnswerEndsByItsDeadlineAndTheNextRequestGoesThrough() {
        var release = new CountDownLatch(1);
        bmc.paths.put(THING, e -> {
            try {
                release.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        fails(Kind.TIMEOUT);
        release.countDown();
        answers(200, "{\"Name\":\"again\"}");
        assertThat(get(client.get(THING)).text("Name")).isEqualTo("again");
    }

    @Test
    void aHugeAnswerIsCutOff() {
        answers(200, "{\"x\":\"" + "y".repeat(200_000) + "\"}");
        fails(Kind.MALFORMED);
    }

    @Test
    void deepJsonHtmlAndListsAreNoResources() {
        for (String body : List.of("[".repeat(5_000) + "]".repeat(5_000), "<html>login</html>", "[]", "\"x\"", "")) {
            answers(200, body);
            fails(Kind.MALFORMED);
        }
    }

    @Test
    void redirectsAreNotFollowed() {
        bmc.paths.put(THING, e -> {
            e.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
            FakeBmc.send(e, 302, "");
        });
        fails(Kind.MALFORMED);
    }

    @Test
    void statusesBecomeKindsAndTheMessageIsKept() {
        answers(503, "");
        fails(Kind.BUSY);
        answers(404, "{}");
        fails(Kind.NOT_FOUND);
        answers(400, "{\"error\":{\"@Message.ExtendedInfo\":[{\"Message\":\"no such value\"}]}}");
        assertThatThrownBy(() -> get(client.get(THING))).hasMessageContaining("no such value");
    }

    @Test
    void anAnswerThatBreaksOffIsUnreachable() {
        bmc.paths.put(THING, exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("{\"Id\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        });

        fails(Kind.UNREACHABLE);
    }

    @Test
    void linksThatLeadBackOrToAnotherHostEndByThemselves() {
        Replies.fixed(
                bmc,
                "/redfish/v1",
                "{\"Systems\":{\"@odata.id\":\"/redfish/v1\"},\"Chassis\":{\"@odata.id\":\"http://10.9.8.7/redfish/v1/Chassis\"},"
                        + "\"Members\":[{\"@odata.id\":\"/redfish/v1\"},{\"@odata.id\":\"//10.9.8.7/x\"},{\"@odata.id\":\"/redfish/v1/../../etc\"}],"
                        + "\"Managers\":{\"@odata.id\":\"/redfish/v1/M\"}}");
        Replies.collection(bmc, "/redfish/v1/M", "/redfish/v1/M", "/redfish/v1/M");

        var clients = bmc.clients();
        var tree = new RedfishInventory(
                        clients,
                        new RedfishSystems(clients),
                        new GpuPlaces(clients),
                        bmc.config().redfish(),
                        new Advisories(bmc.config()))
                .readInventory(bmc.bmc())
                .await()
                .atMost(Duration.ofSeconds(20));

        assertThat(tree.gpus()).isEmpty();
        assertThat(bmc.requests.stream().filter(r -> r.equals("GET /redfish/v1/M")))
                .hasSize(1);
    }

    @Test
    void aTreeWithoutEndIsRefused() throws IOException {
        try (var endless = new FakeBmc(Map.of("pbd.hardware.redfish.max-resources", "50"))) {
            Replies.fixed(endless, "/redfish/v1", "{\"Managers\":{\"@odata.id\":\"/redfish/v1/M\"}}");
            Replies.collection(
                    endless,
                    "/redfish/v1/M",
                    java.util.stream.IntStream.range(0, 5_000)
                            .mapToObj(i -> "/redfish/v1/M/" + i)
                            .toArray(String[]::new));
            var clients = endless.clients();

            assertThatThrownBy(() -> new RedfishInventory(
                                    clients,
                                    new RedfishSystems(clients),
                                    new GpuPlaces(clients),
                                    endless.config().redfish(),
                                    new Advisories(endless.config()))
                            .readInventory(endless.bmc())
                            .await()
                            .atMost(Duration.ofSeconds(20)))
                    .hasMessageContaining("more than 50 resources");
            assertThat(endless.requests).hasSizeLessThan(20);
        }
    }

    @Test
    void partsThatDoNotFitLeaveTheRestOfTheReading() throws IOException {
        String system = "/redfish/v1/Systems/1";
        try (var crowded = new FakeBmc(Map.of("pbd.hardware.redfish.max-resources", "50"))) {
            Replies.fixed(crowded, "/redfish/v1", "{\"Systems\":{\"@odata.id\":\"/redfish/v1/Systems\"}}");
            Replies.collection(crowded, "/redfish/v1/Systems", system);
            Replies.fixed(
                    crowded,
                    system,
                    "{\"Id\":\"1\",\"Model\":\"M\",\"Boot\":{},\"Memory\":{\"@odata.id\":\"" + system + "/Memory\"}}");
            Replies.collection(
                    crowded,
                    system + "/Memory",
                    java.util.stream.IntStream.range(0, 5_000)
                            .mapToObj(i -> system + "/Memory/" + i)
                            .toArray(String[]::new));
            var clients = crowded.clients();

            var tree = new RedfishInventory(
                            clients,
                            new RedfishSystems(clients),
                            new GpuPlaces(clients),
                            crowded.config().redfish(),
                            new Advisories(crowded.config()))
                    .readInventory(crowded.bmc(), io.palebluedot.hardware.driver.Depth.THOROUGH)
                    .await()
                    .atMost(Duration.ofSeconds(20));

            assertThat(tree.model()).isEqualTo("M");
            assertThat(tree.components()).isEmpty();
            assertThat(tree.findings())
                    .containsExactly("not all components of kind memory were read; those known before stay");
            assertThat(crowded.requests).hasSizeLessThan(20);
        }
    }

    @Test
    void aClosedPortIsUnreachable() {
        bmc.stop();
        fails(Kind.UNREACHABLE);
    }
}
