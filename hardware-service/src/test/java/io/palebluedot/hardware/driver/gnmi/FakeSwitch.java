package io.palebluedot.hardware.driver.gnmi;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.gnmi.proto.GetRequest;
import com.github.gnmi.proto.SubscribeResponse;
import com.github.gnmi.proto.TypedValue;
import com.github.gnmi.proto.Update;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A switch of two ports behind a real socket: its MTU is what was set last, its first port can be taken down. */
public final class FakeSwitch implements AutoCloseable {

    private static final String INTERFACES = """
            {"interface":[
              {"name":"Ethernet1/1","config":{"name":"Ethernet1/1","enabled":true,"mtu":MTU},
               "state":{"admin-status":"UP","oper-status":"STATUS","mtu":MTU,"transceiver":"xcvr1",
                        "counters":{"in-octets":"12345678901234","in-errors":"0"}},
               "openconfig-if-ethernet:ethernet":{"state":{"port-speed":"SPEED_400GB"}}},
              {"name":"Ethernet1/2","config":{"name":"Ethernet1/2","enabled":true},"state":{"oper-status":"UP"}}]}""";
    private static final String COMPONENTS = """
            {"component":[
              {"name":"chassis","state":{"type":"openconfig-platform-types:CHASSIS","mfg-name":"Acme","part-no":"S64","serial-no":"SN1"}},
              {"name":"xcvr1","state":{"type":"TRANSCEIVER"},
               "transceiver":{"state":{"present":"PRESENT","vendor":"Fibre Co"},
                 "physical-channels":{"channel":[{"index":0,"state":{"index":0,"input-power":{"instant":"-1.25"}}}]}}}]}""";
    private static final String LLDP = """
            {"interfaces":{"interface":[
              {"name":"Ethernet1/1","neighbors":{"neighbor":[{"id":"1","state":{"id":"1","port-id":"NEIGHBOUR"}}]}},
              {"name":"Ethernet1/2","neighbors":{"neighbor":[{"id":"2","state":{"id":"2","port-id":"Ethernet9","system-name":"spine-1\\u0000\\u0000"}}]}}
            ]}}""";

    private final FakeTarget target;
    private final List<StreamObserver<SubscribeResponse>> listeners = new CopyOnWriteArrayList<>();
    private volatile String operStatus = "UP";

    /** With that LLDP port id behind its first port; password {@code right} is demanded. */
    public FakeSwitch(String neighbour) throws IOException {
        target = new FakeTarget(null, 0);
        target.login = Status.UNAUTHENTICATED;
        target.tree = request -> answer(request, tree(neighbour));
        target.stream = (request, listener) -> welcome(listener);
    }

    public String address() {
        return "127.0.0.1:" + target.port();
    }

    public int streams() {
        return listeners.size();
    }

    /** A listener hears one thing after the other: a change comes after what it was welcomed with. */
    private synchronized void welcome(StreamObserver<SubscribeResponse> listener) {
        listener.onNext(told());
        listener.onNext(FakeTarget.synced());
        listeners.add(listener);
    }

    /** The first port changes its state, and who listens is told. */
    public synchronized void turn(String status) {
        operStatus = status;
        listeners.forEach(listener -> listener.onNext(told()));
    }

    private SubscribeResponse told() {
        return FakeTarget.told(FakeTarget.update(
                "/interfaces/interface[name=Ethernet1\\/1]/state/oper-status",
                TypedValue.newBuilder().setStringVal(operStatus).build()));
    }

    private JsonNode tree(String neighbour) {
        var tree = GnmiJson.MAPPER.createObjectNode();
        try {
            tree.set(
                    "/interfaces",
                    GnmiJson.MAPPER.readTree(INTERFACES.replace("MTU", mtu()).replace("STATUS", operStatus)));
            tree.set("/components", GnmiJson.MAPPER.readTree(COMPONENTS));
            tree.set("/lldp", GnmiJson.MAPPER.readTree(LLDP.replace("NEIGHBOUR", neighbour)));
            tree.set("/system/state", GnmiJson.MAPPER.readTree("{\"hostname\":\"leaf-1\"}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree;
    }

    private String mtu() {
        return lastSet(target, "/config/mtu", "1500");
    }

    /** JSON of the last value that was set at a path with that end. */
    static String lastSet(FakeTarget target, String end, String before) {
        return target.sets.stream()
                .flatMap(set -> set.getUpdateList().stream())
                .filter(u -> NotificationReader.path(u.getPath()).toString().endsWith(end))
                .map(u -> u.getVal().getJsonIetfVal().toStringUtf8())
                .reduce(before, (first, second) -> second);
    }

    /** As a target does: what of the trees is at or below the path, and nothing for a path that is not there. */
    static List<Update> answer(GetRequest request, JsonNode trees) {
        var asked = NotificationReader.path(request.getPath(0));
        var known = new LastKnown(10_000);
        for (var tree : trees.properties()) {
            JsonLeaves.each(
                    GnmiPath.parse(tree.getKey()),
                    tree.getValue(),
                    leaf -> known.apply(
                            new GnmiNotification(Instant.EPOCH, GnmiPath.ROOT, false, List.of(), List.of(leaf))));
        }
        return known.under(asked).stream()
                .map(leaf -> FakeTarget.update(
                        leaf.path().toString(), TypedValues.write(leaf.value(), request.getEncoding())))
                .toList();
    }

    @Override
    public void close() {
        target.close();
    }
}
