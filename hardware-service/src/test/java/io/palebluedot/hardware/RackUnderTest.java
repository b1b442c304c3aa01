package io.palebluedot.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.simulator.RackBuilder;
import io.palebluedot.simulator.SimulatedRack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Simulated servers over real sockets, and a person who looks at the hardware itself. */
final class RackUnderTest implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedRack rack;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Servers of these models, with BMCs at {@code 127.network.0.firstIndex} and on; the index makes them who they are. */
    RackUnderTest(int network, int firstIndex, int servers, String... models) {
        this(SimulatedRack.builder(), network, firstIndex, servers, models);
    }

    /** As above, of a rack that has more. */
    RackUnderTest(RackBuilder builder, int network, int firstIndex, int servers, String... models) {
        rack = builder.servers(servers)
                .models(models)
                .network(network)
                .firstIndex(firstIndex)
                .bmcPort(18_000 + network)
                .freePorts()
                .speed(4)
                .installed()
                .start();
    }

    /** Address of a server's BMC, for a caller who knows the ports of its protocols. */
    String host(int position) {
        return rack.bmc(position).getHost();
    }

    int redfishPort() {
        return rack.bmc(0).getPort();
    }

    /** {@code host:port} of a server's BMC, by position from 0. */
    String address(int position) {
        return rack.bmc(position).getAuthority();
    }

    SimulatedRack rack() {
        return rack;
    }

    /** The hardware's own view of a server (index from 1). */
    JsonNode hardware(int index, String path) {
        return call(HttpRequest.newBuilder(control("/servers/" + index + path)).GET());
    }

    /** A switch as a person at it sees it (index from 1). */
    JsonNode leaf(int index) {
        return call(HttpRequest.newBuilder(control("/switches/" + index)).GET());
    }

    void fault(int index, String body) {
        call(HttpRequest.newBuilder(control("/servers/" + index + "/faults"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    void repair(int index) {
        call(HttpRequest.newBuilder(control("/servers/" + index + "/faults")).DELETE());
    }

    private URI control(String path) {
        return rack.control().resolve(path);
    }

    private JsonNode call(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        rack.close();
    }
}
