package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.EventHints.Told;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams over real sockets, of BMCs that behave and of others. */
class RedfishEventsTest {

    private static final String STREAM = "/redfish/v1/SSE";
    private static final String THING = "/redfish/v1/Thing";
    private static final String EVENT = "data: {\"Events\":[{\"MessageId\":\"PSU1\",\"Severity\":\"Critical\"}]}\n\n";
    private static final Told PSU = new Told.Hint("PSU1", "Critical", null, null);

    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> end = new AtomicReference<>("open");
    private final AtomicInteger broken = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private FakeBmc bmc;
    private RedfishClients clients;

    @BeforeEach
    void start() throws IOException {
        bmc = new FakeBmc(
                Map.of("pbd.hardware.redfish.call-timeout", "PT1S", "pbd.hardware.redfish.stream-silence", "PT1.5S"));
        bmc.root = "\"EventService\":{\"@odata.id\":\"/redfish/v1/E\"},";
        offers(STREAM);
        bmc.paths.put(THING, e -> FakeBmc.send(e, 200, "{}"));
        clients = bmc.clients();
    }

    @AfterEach
    void stop() {
        over.countDown();
        bmc.close();
    }

    private void offers(String uri) {
        bmc.paths.put("/redfish/v1/E", e -> FakeBmc.send(e, 200, "{\"ServerSentEventUri\":\"" + uri + "\"}"));
    }

    /** Sends the text, then more of it as long as the client listens, or nothing more where {@code more} is empty. */
    private void streams(String text, String more) {
        bmc.paths.put(STREAM, e -> {
            open(e);
            try {
                write(e, text);
                while (over.getCount() > 0) {
                    write(e, more.isEmpty() ? ":\n" : more);
                    if (more.isEmpty() && over.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            } catch (IOException gone) {
                broken.incrementAndGet();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void open(HttpExchange e) throws IOException {
        e.getResponseHeaders().add("Content-Type", "text/event-stream; charset=utf-8");
        e.sendResponseHeaders(200, 0);
    }

    private static void write(HttpExchange e, String text) throws IOException {
        e.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        e.getResponseBody().flush();
    }

    private Cancellable listen() {
        return new RedfishEvents(clients)
                .listen(bmc.bmc())
                .subscribe()
                .with(
                        told::add,
                        e -> end.set(e instanceof BmcFailure f ? f.kind() + " " + f.text() : e.toString()),
                        () -> end.set("completed"));
    }

    private void ends(String how) {
        await().atMost(Duration.ofSeconds(10)).until(() -> !end.get().equals("open"));
        assertThat(end.get()).startsWith(how);
    }

    private void untilTold(Told... all) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(told).contains(all));
    }

    private void polls() {
        clients.of(bmc.bmc()).get(THING).await().atMost(Duration.ofSeconds(2));
    }

    @Test
    void hintsComeWhileOtherRequestsGoOnInTheSameSession() {
        streams(": hello\n\n" + EVENT + "data: {broken\n\n", "");
        listen();
        untilTold(new Told.Listening(), PSU, new Told.Malformed(1));
        assertThat(told).first().isEqualTo(new Told.Listening());
        polls();
        polls();
        assertThat(bmc.logins).hasValue(1);
        assertThat(end).hasValue("open");
    }

    @Test
    void cancellingClosesTheConnection() {
        streams(EVENT, "");
        var listening = listen();
        untilTold(PSU);
        listening.cancel();
        await().until(() -> broken.get() == 1);
        polls();
        assertThat(bmc.token).as("polling goes on in the session").isNotEmpty();
    }

    @Test
    void aForgottenBmcHasNoStreamAndNoSession() {
        streams(EVENT, "");
        listen();
        untilTold(PSU);
        clients.forget(bmc.bmc()).await().atMost(Duration.ofSeconds(5));
        ends("UNREACHABLE");
        await().until(() -> broken.get() == 1);
        assertThat(bmc.token).isEmpty();
    }

    @Test
    void theEndOfTheServiceClosesStreamsAndNobodyLogsInAfterIt() {
        streams(EVENT, "");
        listen();
        untilTold(PSU);
        clients.stop(new ShutdownEvent());
        ends("UNREACHABLE");
        await().until(() -> broken.get() == 1);
        assertThat(bmc.token).isEmpty();
        end.set("open");
        listen();
        ends("BUSY");
        assertThat(bmc.logins).hasValue(1);
    }

    @Test
    void aReleasedSessionIsMadeAnewWhenItIsNeeded() {
        polls();
        clients.release(bmc.bmc()).await().atMost(Duration.ofSeconds(5));
        assertThat(bmc.token).isEmpty();
        polls();
        assertThat(bmc.logins).hasValue(2);
    }

    @Test
    void anEndedSessionIsRenewedOnceForTheStream() {
        streams(EVENT, "");
        polls();
        bmc.token = "another";
        listen();
        untilTold(PSU);
        assertThat(bmc.logins).hasValue(2);
    }

    @Test
    void aStreamThatIsNotAllowedLeavesTheOtherRequestsAlone() {
        bmc.paths.put(STREAM, e -> FakeBmc.send(e, 401, ""));
        listen();
        ends("UNAUTHORIZED");
        polls();
        assertThat(bmc.logins).hasValue(2);
    }

    @Test
    void withoutSessionsAStreamThatIsNotAllowedLeavesTheOtherRequestsAlone() {
        bmc.sessions = false;
        bmc.paths.put(STREAM, e -> FakeBmc.send(e, 401, ""));
        listen();
        ends("UNAUTHORIZED");
        polls();
    }

    @Test
    void refusalsAreTold() {
        bmc.paths.put(STREAM, e -> FakeBmc.send(e, 503, "{}"));
        listen();
        ends("BUSY");
        end.set("open");
        bmc.paths.remove(STREAM);
        listen();
        ends("NOT_FOUND");
        end.set("open");
        bmc.paths.put(STREAM, e -> {
            e.getResponseHeaders().add("Location", "http://192.0.2.1/");
            FakeBmc.send(e, 302, "");
        });
        listen();
        ends("MALFORMED");
        end.set("open");
        bmc.paths.put(STREAM, e -> FakeBmc.send(e, 200, "{}"));
        listen();
        ends("MALFORMED what should be a stream");
        assertThat(told).isEmpty();
        polls();
    }

    @Test
    void onlyAStreamOfTheBmcItselfIsOpened() {
        for (String uri :
                new String[] {"http://192.0.2.1/SSE", "//192.0.2.1/SSE", "file:///etc/passwd", "/a/../b", ""}) {
            end.set("open");
            offers(uri);
            listen();
            ends("UNSUPPORTED");
        }
        streams(EVENT, "");
        offers("http://127.0.0.1:1" + STREAM);
        listen();
        untilTold(PSU);
    }

    @Test
    void aBmcWithoutAnEventServiceHasNoStream() {
        bmc.root = "";
        listen();
        ends("UNSUPPORTED");
    }

    @Test
    void oneThatNeverAnswersHoldsUpNobody() {
        bmc.paths.put(STREAM, e -> {
            try {
                over.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        listen();
        polls();
        ends("TIMEOUT");
        polls();
    }

    @Test
    void silenceEndsAStream() {
        bmc.paths.put(STREAM, e -> {
            open(e);
            write(e, EVENT);
            try {
                over.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        listen();
        untilTold(PSU);
        ends("UNREACHABLE");
    }

    @Test
    void aStreamThatTheBmcEndsIsOver() {
        bmc.paths.put(STREAM, e -> {
            open(e);
            write(e, EVENT);
        });
        listen();
        untilTold(PSU);
        ends("completed");
    }

    @Test
    void signsOfLifeKeepAStreamOpen() {
        streams(EVENT, "");
        listen();
        untilTold(PSU);
        await().pollDelay(Duration.ofMillis(2_500)).until(() -> true);
        assertThat(end).hasValue("open");
    }

    @Test
    void aFloodWaitsAtTheBmc() {
        var written = new AtomicLong();
        String piece = EVENT.repeat(500);
        bmc.paths.put(STREAM, e -> {
            open(e);
            while (over.getCount() > 0) {
                write(e, piece);
                written.addAndGet(piece.length());
            }
        });
        listen();
        untilTold(PSU);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        // 256 KiB/s, and what the sockets hold.
        assertThat(written.get()).isLessThan(16 << 20);
        assertThat(told.size()).isLessThan(1_000);
        polls();
    }
}
