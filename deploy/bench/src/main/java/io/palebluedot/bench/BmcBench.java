package io.palebluedot.bench;

import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.palebluedot.local.secrets.LocalKeys;
import io.palebluedot.local.server.LocalNats;
import io.palebluedot.local.server.LocalPostgres;
import io.palebluedot.local.stack.OneService;
import io.palebluedot.local.stack.Ports;
import io.palebluedot.local.stack.Service;
import io.palebluedot.local.stack.StackConfig;
import io.palebluedot.proto.hardware.v1.Credential;
import io.palebluedot.proto.hardware.v1.Discovery;
import io.palebluedot.proto.hardware.v1.DiscoveryServiceGrpc;
import io.palebluedot.proto.hardware.v1.DiscoveryServiceGrpc.DiscoveryServiceBlockingStub;
import io.palebluedot.proto.hardware.v1.GetDiscoveryRequest;
import io.palebluedot.proto.hardware.v1.OperationState;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * hardware-service, started as in the stack, against simulated BMCs in another process: how fast one discovery finds servers whose GETs take 50 ms, and
 * whether the sensors of all are read in every period when each GET takes 3 s and one BMC in fifty hangs.
 */
final class BmcBench {

    private static final int PORT_OFFSET = 9_300;
    private static final int FAST_MS = 50;
    private static final int SLOW_MS = 3_000;
    private static final int ONE_HANGS_OF = 50;
    private static final long PERIOD_MS = 60_000;
    private static final Duration DISCOVERY_LIMIT = Duration.ofMinutes(4);
    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(100);

    private final StackConfig config;
    private final int window;

    BmcBench(Path repository, Path folder, int servers, int windowSeconds) {
        this.config = new StackConfig(repository, folder, new Ports(PORT_OFFSET), servers, List.of(), 1, 1);
        this.window = windowSeconds;
    }

    Report run() {
        var keys = LocalKeys.in(config.secrets());
        var ports = config.ports();
        try (var postgres = LocalPostgres.start(
                        config.tools(),
                        config.data().resolve("pg"),
                        config.log("pg"),
                        ports.postgres(),
                        keys.password("postgres"));
                var nats = LocalNats.start(
                        config.tools(), config.data().resolve("nats"), config.log("nats"), ports.nats());
                var fleet = new SimulatedFleet(config);
                var polls = new SensorPolls(nats.port())) {
            postgres.createDatabase(Service.HARDWARE.database(), keys.password("db-" + Service.HARDWARE.database()));
            return measure(keys, fleet, polls);
        }
    }

    private Report measure(LocalKeys keys, SimulatedFleet fleet, SensorPolls polls) {
        var figures = new java.util.ArrayList<Figure>();
        try (var service = OneService.start(config, keys, Service.HARDWARE, Duration.ofMinutes(2))) {
            say("hardware-service is process " + service.pid());
            fleet.slow(FAST_MS);
            say("discovering " + config.servers() + " servers");
            long begin = System.nanoTime();
            var found = discover(keys, fleet.addresses());
            double minutes = (System.nanoTime() - begin) / 60e9;
            double requests = fleet.traffic().path("requests").asDouble() / Math.max(1, found.size());
            figures.add(Figure.atLeast("servers found by one discovery", found.size(), "servers", config.servers()));
            figures.add(Figure.atLeast("enrolment, GETs of 50 ms", found.size() / minutes, "servers/min", 3_000));
            figures.add(Figure.of("requests per server until all were found", requests, "requests"));
            say("waiting for the first sensor poll of each");
            await(WARM_UP_LIMIT, () -> polls.servers() >= found.size());
            figures.addAll(polling(fleet, polls, found));
        }
        var after = fleet.traffic();
        int hung = after.path("open_sessions_hung").asInt();
        figures.add(Figure.atMost(
                "sessions left open at BMCs that answer",
                after.path("open_sessions").asInt() - hung,
                "sessions",
                0));
        figures.add(Figure.of("sessions left open at BMCs that hang", hung, "sessions"));
        return new Report(figures);
    }

    private List<Figure> polling(SimulatedFleet fleet, SensorPolls polls, Map<String, String> found) {
        fleet.slow(SLOW_MS);
        var addresses = fleet.addresses();
        var healthy = new HashMap<>(found);
        for (int i = 0; i < addresses.size(); i += ONE_HANGS_OF) {
            fleet.hang(i);
            healthy.remove(addresses.get(i));
        }
        // Until the last poll that began before has been followed by one at the new pace.
        say("letting " + SLOW_MS + " ms per request take hold for two periods");
        LockSupport.parkNanos(2 * PERIOD_MS * 1_000_000);
        fleet.resetTraffic();
        say("watching the polls of " + healthy.size() + " healthy servers for " + window + " s");
        long begin = System.currentTimeMillis();
        double heap = 0;
        double live = 0;
        double threads = 0;
        long end = begin + window * 1_000L;
        int http = config.ports().http(Service.HARDWARE);
        while (System.currentTimeMillis() < end) {
            LockSupport.parkNanos(2_000_000_000L);
            heap = Math.max(
                    heap,
                    Gauges.sum(http, line -> line.startsWith("jvm_memory_used_bytes") && line.contains("\"heap\"")));
            live = Math.max(live, Gauges.sum(http, line -> line.startsWith("jvm_gc_live_data_size_bytes")));
            threads = Math.max(threads, Gauges.sum(http, line -> line.startsWith("jvm_threads_live_threads")));
        }
        var all = new OnTime(begin, end, PERIOD_MS);
        var byModel = List.of(new OnTime(begin, end, PERIOD_MS), new OnTime(begin, end, PERIOD_MS));
        for (int i = 0; i < addresses.size(); i++) {
            String id = healthy.get(addresses.get(i));
            if (id != null) {
                all.add(polls.of(id));
                // The built-in models take turns.
                byModel.get(i % 2).add(polls.of(id));
            }
        }
        return List.of(
                Figure.atLeast("sensor polls of healthy BMCs on time", all.percent(), "%", 99),
                Figure.of("on time of smc-h100", byModel.get(1).percent(), "%"),
                Figure.of("on time of hgx-h200", byModel.get(0).percent(), "%"),
                Figure.of("longest time without a poll of a healthy BMC", all.longest() / 1000.0, "s"),
                Figure.of("sensor polls due", (double) all.due(), "polls"),
                Figure.atMost(
                        "most requests in flight at one BMC",
                        fleet.traffic().path("most_in_flight").asInt(),
                        "requests",
                        1),
                Figure.of(
                        "the same, of those that answer",
                        fleet.traffic().path("most_in_flight_answering").asInt(),
                        "requests"),
                Figure.of(
                        "hardware-service heap, peak in use of " + OneService.heapMegabytes(config, Service.HARDWARE)
                                + " MB",
                        heap / 1e6,
                        "MB"),
                Figure.of("the same, alive after the last full collection", live / 1e6, "MB"),
                Figure.of("hardware-service threads, peak", threads, "threads"));
    }

    /** Server ids by address. */
    private Map<String, String> discover(LocalKeys keys, List<String> addresses) {
        var channel = ManagedChannelBuilder.forAddress(
                        "127.0.0.1", config.ports().grpc(Service.HARDWARE))
                .usePlaintext()
                .maxInboundMessageSize(64 << 20)
                .build();
        try {
            var headers = new Metadata();
            headers.put(
                    Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                    "Bearer " + keys.token("bench", "operator", List.of()));
            var stub = DiscoveryServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
            var started = stub.startDiscovery(StartDiscoveryRequest.newBuilder()
                    .addAllAddresses(addresses)
                    .addProtocols("redfish")
                    .addCredentials(Credential.newBuilder().setUsername("admin").setPassword("pbd-sim-bmc"))
                    .build());
            var found = new HashMap<String, String>();
            ended(stub, started.getId()).getServersList().stream()
                    .filter(server -> server.getState().equals("found"))
                    .forEach(server -> found.put(server.getAddress(), server.getServerId()));
            return found;
        } finally {
            channel.shutdownNow();
        }
    }

    private static Discovery ended(DiscoveryServiceBlockingStub stub, String id) {
        var last = new Discovery[] {Discovery.getDefaultInstance()};
        await(DISCOVERY_LIMIT, () -> {
            last[0] =
                    stub.getDiscovery(GetDiscoveryRequest.newBuilder().setId(id).build());
            return last[0].getState() == OperationState.OPERATION_STATE_SUCCEEDED
                    || last[0].getState() == OperationState.OPERATION_STATE_FAILED;
        });
        say("found " + last[0].getFound() + ", " + last[0].getState() + " " + last[0].getError());
        return last[0];
    }

    private static void await(Duration limit, java.util.function.BooleanSupplier done) {
        long end = System.nanoTime() + limit.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(500_000_000);
        }
    }

    private static void say(String what) {
        System.err.println("bench: " + what);
    }
}
