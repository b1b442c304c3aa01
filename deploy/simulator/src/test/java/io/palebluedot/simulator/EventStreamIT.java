package io.palebluedot.simulator;

import static io.palebluedot.simulator.RackClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a BMC tells by itself. */
class EventStreamIT {

    private static final String STREAM = "/redfish/v1/EventService/SSE";

    private final List<InputStream> open = new ArrayList<>();
    private SimulatedRack rack;
    private RackClient client;

    @BeforeEach
    void start() {
        rack = SimulatedRack.builder()
                .servers(1)
                .network(61)
                .bmcPort(18_061)
                .ipmiPort(0)
                .freePorts()
                .speed(4)
                .installed()
                .start();
        client = new RackClient(rack);
    }

    @AfterEach
    void stop() throws IOException {
        for (var each : open) {
            each.close();
        }
        rack.close();
    }

    private HttpResponse<InputStream> get() {
        String pair = rack.user() + ":" + rack.password();
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        try {
            return RackClient.HTTP.send(
                    HttpRequest.newBuilder(rack.bmc(0).resolve(STREAM))
                            .header("Authorization", "Basic " + basic)
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The data lines as they come; "end" when the stream ends. */
    private BlockingQueue<String> listen() {
        var response = get();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        open.add(response.body());
        var lines = new LinkedBlockingQueue<String>();
        Thread.ofVirtual().start(() -> {
            try (var reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                reader.lines().filter(line -> line.startsWith("data: ")).forEach(line -> lines.add(line.substring(6)));
            } catch (IOException | UncheckedIOException broken) {
                // The same as its end.
            }
            lines.add("end");
        });
        return lines;
    }

    private static String next(BlockingQueue<String> lines) throws InterruptedException {
        String line = lines.poll(5, TimeUnit.SECONDS);
        return line == null ? "nothing" : line;
    }

    private void fault(String body) {
        assertThat(client.control("POST", "/servers/1/faults", body).statusCode())
                .isLessThan(300);
    }

    @Test
    void theEventServiceNamesTheStreamAndItNeedsALogin() {
        assertThat(client.get(0, "/redfish/v1")
                        .path("EventService")
                        .path("@odata.id")
                        .asText())
                .isEqualTo("/redfish/v1/EventService");
        assertThat(client.get(0, "/redfish/v1/EventService")
                        .path("ServerSentEventUri")
                        .asText())
                .isEqualTo(STREAM);
        assertThat(RackClient.send(rack.bmc(0).resolve(STREAM), "GET", "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void faultsAndPowerAreToldAtOnce() throws InterruptedException {
        var lines = listen();
        fault("{\"kind\":\"fan\",\"fan\":0}");
        var record = json(next(lines)).path("Events").path(0);
        assertThat(record.path("Message").asText()).isEqualTo("Fan 1 below lower critical limit");
        assertThat(record.path("MessageSeverity").asText()).isEqualTo("Critical");
        assertThat(record.path("OriginOfCondition").path("@odata.id").asText()).startsWith("/redfish/v1/Systems/");
        assertThat(next(lines)).as("the system's health").contains("ResourceStateChanged");
        fault("{\"kind\":\"gpu_temperature\",\"gpu\":0,\"celsius\":91}");
        assertThat(next(lines)).contains("ResourceStateChanged");
        client.control("POST", "/servers/1/power", "{\"action\":\"ForceOff\"}");
        assertThat(next(lines)).contains("ResourceStateChanged");
        assertThat(next(lines)).contains("ResourceStateChanged");
        assertThat(next(lines)).contains("System power off");
    }

    @Test
    void aThirdStreamFindsNoRoom() {
        listen();
        listen();
        assertThat(get().statusCode()).isEqualTo(503);
        try {
            open.getFirst().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RackClient.until("room again", () -> {
            var response = get();
            open.add(response.body());
            return response.statusCode() == 200;
        });
    }

    @Test
    void aBrokenBmcBreaksItsStreamToo() throws InterruptedException {
        var lines = listen();
        fault("{\"kind\":\"malformed\"}");
        fault("{\"kind\":\"psu\",\"psu\":1}");
        assertThat(next(lines)).startsWith("{\"@odata.type\"").doesNotEndWith("}");
        client.control("DELETE", "/servers/1/faults", "");
        while (!lines.isEmpty()) {
            lines.clear();
            TimeUnit.MILLISECONDS.sleep(200);
        }
        fault("{\"kind\":\"hang\"}");
        fault("{\"kind\":\"psu\",\"psu\":1}");
        assertThat(lines.poll(1, TimeUnit.SECONDS)).as("silent").isNull();
        fault("{\"kind\":\"drop\"}");
        assertThat(next(lines)).isEqualTo("end");
    }

    @Test
    void oneThatStartsAgainHangsUp() throws InterruptedException {
        var lines = listen();
        String manager = client.get(0, "/redfish/v1/Managers")
                .path("Members")
                .path(0)
                .path("@odata.id")
                .asText();
        String reset = manager + "/Actions/Manager.Reset";
        assertThat(client.bmc(0, "POST", reset, "{\"ResetType\":\"ForceRestart\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(next(lines)).isEqualTo("end");
    }
}
