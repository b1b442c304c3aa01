package io.palebluedot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.gnmi.proto.CapabilityRequest;
import com.github.gnmi.proto.Encoding;
import com.github.gnmi.proto.GetRequest;
import com.github.gnmi.proto.Path;
import com.github.gnmi.proto.PathElem;
import com.github.gnmi.proto.SetRequest;
import com.github.gnmi.proto.SubscribeRequest;
import com.github.gnmi.proto.SubscribeResponse;
import com.github.gnmi.proto.Subscription;
import com.github.gnmi.proto.SubscriptionList;
import com.github.gnmi.proto.SubscriptionMode;
import com.github.gnmi.proto.TypedValue;
import com.github.gnmi.proto.Update;
import com.github.gnmi.proto.gNMIGrpc;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.palebluedot.simulator.machine.ResetType;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The switches over their own sockets, by a client that knows nothing but gNMI. */
class GnmiIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PORT = 19_339;

    private static SimulatedRack rack;
    private static ManagedChannel channel;
    private static RackClient people;

    @BeforeAll
    static void start() {
        rack = SimulatedRack.builder()
                .servers(3)
                .network(59)
                .switches(2, PORT)
                .freePorts()
                .speed(10)
                .installed()
                .start();
        channel = NettyChannelBuilder.forAddress(rack.switches().getFirst().address(), PORT)
                .usePlaintext()
                .build();
        people = new RackClient(rack);
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        rack.close();
    }

    @AfterEach
    void repair() {
        people.control("DELETE", "/switches/1/faults", "");
        rack.machine(0).reset(ResetType.ON);
    }

    @Test
    void tellsItsModelsAndServersSharedAmongSwitches() {
        var told = client().capabilities(CapabilityRequest.getDefaultInstance());
        assertThat(told.getSupportedEncodingsList()).contains(Encoding.JSON_IETF, Encoding.PROTO);
        assertThat(told.getSupportedModelsList()).anyMatch(m -> m.getName().equals("openconfig-lldp"));
        assertThat(people.control("/switches").size()).isEqualTo(2);
        assertThat(people.control("/switches/1").path("ports").size()).isEqualTo(2);
        assertThat(people.control("/switches/2").path("ports").size()).isEqualTo(3);
    }

    @Test
    void aStrangerIsNotLetIn() {
        var stranger = gNMIGrpc.newBlockingStub(channel);
        assertThatThrownBy(() -> stranger.get(
                        GetRequest.newBuilder().addPath(path("system", "state")).build()))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("UNAUTHENTICATED");
    }

    @Test
    void theServersMacStandsBehindItsPortWhileItHasPower() {
        String mac = rack.machine(0).identity().mac(0);
        assertThat(neighbours()
                        .at("/interface/0/neighbors/neighbor/0/state/port-id")
                        .asText())
                .isEqualTo(mac);
        assertThat(get("/interface/0/state", path("interfaces"))
                        .path("oper-status")
                        .asText())
                .isEqualTo("UP");
        rack.machine(0).reset(ResetType.FORCE_OFF);
        RackClient.until(
                "the neighbour is gone",
                () -> neighbours().at("/interface/0/neighbors/neighbor").isEmpty());
        assertThat(get("/interface/0/state", path("interfaces"))
                        .path("oper-status")
                        .asText())
                .isEqualTo("DOWN");
    }

    @Test
    void settingsHoldAllTogetherOrNotAtAll() {
        var mtu = update(port("Ethernet1", "config", "mtu"), "1500");
        assertThatThrownBy(() -> client().set(SetRequest.newBuilder()
                        .addUpdate(mtu)
                        .addUpdate(update(port("Ethernet1", "config", "enabled"), "\"maybe\""))
                        .build()))
                .hasMessageContaining("INVALID_ARGUMENT");
        assertThat(get("/mtu", port("Ethernet1", "config")).asInt()).isEqualTo(9216);
        client().set(SetRequest.newBuilder()
                .addUpdate(mtu)
                .addUpdate(update(port("Ethernet1", "ethernet", "switched-vlan", "config", "access-vlan"), "200"))
                .build());
        assertThat(get("/mtu", port("Ethernet1", "config")).asInt()).isEqualTo(1500);
        assertThat(get("/access-vlan", port("Ethernet1", "ethernet", "switched-vlan", "config"))
                        .asInt())
                .isEqualTo(200);
        assertThatThrownBy(() -> client().set(SetRequest.newBuilder()
                        .addUpdate(update(port("Ethernet99", "config", "mtu"), "1500"))
                        .build()))
                .hasMessageContaining("NOT_FOUND");
        assertThatThrownBy(() -> client().set(SetRequest.newBuilder()
                        .addUpdate(update(port("Ethernet1", "state", "mtu"), "1500"))
                        .build()))
                .hasMessageContaining("INVALID_ARGUMENT");
    }

    @Test
    void aStreamTellsChangesAndNothingElse() throws Exception {
        BlockingQueue<SubscribeResponse> told = new LinkedBlockingQueue<>();
        var requests = asynchronous().subscribe(queue(told));
        requests.onNext(subscribe(SubscriptionList.Mode.STREAM, SubscriptionMode.ON_CHANGE));
        assertThat(next(told).getUpdate().getUpdateCount()).isEqualTo(2);
        assertThat(next(told).getSyncResponse()).isTrue();
        people.control("POST", "/switches/1/faults", "{\"kind\":\"link_down\",\"port\":\"Ethernet1\"}");
        var change = next(told).getUpdate().getUpdate(0);
        assertThat(change.getVal().getJsonIetfVal().toStringUtf8()).isEqualTo("\"DOWN\"");
        assertThat(change.getPath().getElem(1).getKeyMap()).containsEntry("name", "Ethernet1");
        assertThat(told.poll(600, TimeUnit.MILLISECONDS))
                .as("nothing changed since")
                .isNull();
        requests.onCompleted();
    }

    @Test
    void samplesComeInTheirRhythmAndOnceEndsByItself() throws Exception {
        BlockingQueue<SubscribeResponse> told = new LinkedBlockingQueue<>();
        var requests = asynchronous().subscribe(queue(told));
        requests.onNext(subscribe(SubscriptionList.Mode.STREAM, SubscriptionMode.SAMPLE));
        for (int i = 0; i < 4; i++) {
            assertThat(next(told)).isNotNull();
        }
        requests.onCompleted();
        BlockingQueue<SubscribeResponse> once = new LinkedBlockingQueue<>();
        asynchronous().subscribe(queue(once)).onNext(subscribe(SubscriptionList.Mode.ONCE, SubscriptionMode.SAMPLE));
        assertThat(next(once).getUpdate().getUpdateCount()).isEqualTo(2);
        assertThat(next(once).getSyncResponse()).isTrue();
    }

    @Test
    void opticsAndBrokenSwitchesAreAsTheControlApiSays() {
        people.control(
                "POST",
                "/switches/1/faults",
                "{\"kind\":\"optic_temperature\",\"port\":\"Ethernet1\",\"celsius\":78.5}");
        assertThat(get("/component/1/state/temperature/instant", path("components"))
                        .asText())
                .isEqualTo("78.5");
        people.control("POST", "/switches/1/faults", "{\"kind\":\"drop\"}");
        assertThatThrownBy(() -> get("", path("system"))).hasMessageContaining("UNAVAILABLE");
        people.control("DELETE", "/switches/1/faults", "");
        people.control("POST", "/switches/1/faults", "{\"kind\":\"hang\"}");
        assertThatThrownBy(() -> client().withDeadlineAfter(400, TimeUnit.MILLISECONDS)
                        .get(GetRequest.newBuilder().addPath(path("system")).build()))
                .hasMessageContaining("DEADLINE_EXCEEDED");
    }

    private JsonNode neighbours() {
        return get("", path("lldp", "interfaces"));
    }

    private static gNMIGrpc.gNMIBlockingStub client() {
        return gNMIGrpc.newBlockingStub(channel).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(login()));
    }

    private static gNMIGrpc.gNMIStub asynchronous() {
        return gNMIGrpc.newStub(channel).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(login()));
    }

    private static Metadata login() {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("username", Metadata.ASCII_STRING_MARSHALLER), rack.user());
        headers.put(Metadata.Key.of("password", Metadata.ASCII_STRING_MARSHALLER), rack.password());
        return headers;
    }

    private static JsonNode get(String pointer, Path path) {
        var answer = client().get(GetRequest.newBuilder()
                .addPath(path)
                .setEncoding(Encoding.JSON_IETF)
                .build());
        try {
            return JSON.readTree(answer.getNotification(0)
                            .getUpdate(0)
                            .getVal()
                            .getJsonIetfVal()
                            .toStringUtf8())
                    .at(pointer);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path path(String... names) {
        var path = Path.newBuilder();
        for (String name : names) {
            path.addElem(PathElem.newBuilder().setName(name));
        }
        return path.build();
    }

    private static Path port(String port, String... names) {
        var path = path("interfaces").toBuilder()
                .addElem(PathElem.newBuilder().setName("interface").putKey("name", port));
        return path.addAllElem(path(names).getElemList()).build();
    }

    private static Update update(Path path, String json) {
        return Update.newBuilder()
                .setPath(path)
                .setVal(TypedValue.newBuilder().setJsonIetfVal(ByteString.copyFromUtf8(json)))
                .build();
    }

    private static SubscribeRequest subscribe(SubscriptionList.Mode mode, SubscriptionMode each) {
        return SubscribeRequest.newBuilder()
                .setSubscribe(SubscriptionList.newBuilder()
                        .setMode(mode)
                        .setEncoding(Encoding.JSON_IETF)
                        .addSubscription(Subscription.newBuilder()
                                .setPath(port("*", "state", "oper-status"))
                                .setMode(each)
                                .setSampleInterval(TimeUnit.MILLISECONDS.toNanos(200))))
                .build();
    }

    private static StreamObserver<SubscribeResponse> queue(BlockingQueue<SubscribeResponse> told) {
        return new StreamObserver<>() {
            @Override
            public void onNext(SubscribeResponse response) {
                told.add(response);
            }

            @Override
            public void onError(Throwable e) {}

            @Override
            public void onCompleted() {}
        };
    }

    private static SubscribeResponse next(BlockingQueue<SubscribeResponse> told) throws InterruptedException {
        var next = told.poll(5, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }
}
