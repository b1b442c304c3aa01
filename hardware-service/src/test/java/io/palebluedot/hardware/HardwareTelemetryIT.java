package io.palebluedot.hardware;

import static io.palebluedot.hardware.ServiceUnderTest.refused;
import static io.palebluedot.hardware.ServiceUnderTest.untilTrue;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.nats.client.Nats;
import io.palebluedot.proto.hardware.v1.Credential;
import io.palebluedot.proto.hardware.v1.GetDiscoveryRequest;
import io.palebluedot.proto.hardware.v1.PushTelemetryRequest;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Measurements and Xids of a simulated server, polled and pushed. */
@QuarkusTest
@QuarkusTestResource(HardwareServers.class)
class HardwareTelemetryIT {

    private RackUnderTest rack;
    private String first = "";

    @Inject
    ServiceUnderTest service;

    @ConfigProperty(name = "pbd.test.nats")
    String nats;

    @BeforeEach
    void discover() {
        rack = new RackUnderTest(35, 9, 1, "hgx-h200");
        var started = service.discoveries()
                .startDiscovery(StartDiscoveryRequest.newBuilder()
                        .addAddresses(rack.address(0))
                        .addCredentials(Credential.newBuilder()
                                .setUsername("admin")
                                .setPassword(rack.rack().password()))
                        .build());
        service.succeeded(service.operation(started.getOperationId()));
        first = service.discoveries()
                .getDiscovery(
                        GetDiscoveryRequest.newBuilder().setId(started.getId()).build())
                .getServers(0)
                .getServerId();
    }

    @AfterEach
    void stop() {
        rack.close();
    }

    @Test
    void telemetryComesFromBmcAndExporters() throws Exception {
        var sources = new ConcurrentHashMap<String, TelemetryBatch>();
        var connection = Nats.connect(nats);
        try {
            connection
                    .createDispatcher(message -> {
                        try {
                            var batch = TelemetryBatch.parseFrom(message.getData());
                            String kind = batch.getSource() + (batch.getSensorsCount() > 0 ? "+sensors" : "");
                            if (batch.getServerId().equals(first) && batch.getBmcReachable()) {
                                sources.put(kind, batch);
                            }
                        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .subscribe("pbd.telemetry.*.sampled");
            untilTrue(() -> sources.keySet().containsAll(List.of("redfish", "redfish+sensors", "dcgm", "node"))
                    && sources.get("node").getValuesMap().containsKey("cpu_utilization_percent"));
        } finally {
            connection.close();
        }
        assertThat(sources.get("redfish").getGpusList()).hasSize(8).allSatisfy(gpu -> {
            assertThat(gpu.getSerial()).isNotEmpty();
            assertThat(gpu.getValuesMap())
                    .containsKeys("gpu_temperature_celsius", "gpu_power_watts", "gpu_power_limit_watts");
        });
        assertThat(sources.get("dcgm").getGpusList()).hasSize(8).allSatisfy(gpu -> {
            assertThat(gpu.getPciAddress()).isNotEmpty();
            assertThat(gpu.getValuesMap()).containsKeys("gpu_utilization_percent", "gpu_memory_total_bytes");
        });
        assertThat(sources.get("redfish+sensors").getValuesMap())
                .containsKeys("power_watts", "inlet_temperature_celsius", "fan_rpm_min");
        assertThat(sources.get("node").getValuesMap()).containsKeys("memory_total_bytes", "cpu_utilization_percent");
        assertThat(sources.get("redfish").getPowerState()).isEqualTo("On");
    }

    @Test
    void anXidIsReportedOnceWhoeverTellsOfIt() {
        rack.fault(9, "{\"kind\":\"xid\",\"gpu\":5,\"code\":94}");
        untilTrue(() -> xids(94) == 1);
        var lines = new StringBuilder();
        rack.hardware(9, "/kernel-log")
                .forEach(line -> lines.append(
                                line.isTextual()
                                        ? line.asText()
                                        : line.path("line").asText())
                        .append('\n'));
        assertThat(lines.toString()).contains("NVRM: Xid");
        var pushed = service.telemetry()
                .pushTelemetry(PushTelemetryRequest.newBuilder()
                        .setServerId(first)
                        .setBody(ByteString.copyFromUtf8(lines.toString()))
                        .build());
        assertThat(pushed.getFormat()).isEqualTo("kernel_log");
        assertThat(pushed.getXids()).isPositive();
        assertThat(xids(94)).as("the exporter told of it before").isEqualTo(1);
        rack.repair(9);
        untilTrue(() -> service.sql("select 1 from xid_gauge where server_id = '" + first + "' and code = 94")
                        .size()
                == 0);
        rack.fault(9, "{\"kind\":\"xid\",\"gpu\":5,\"code\":94}");
        untilTrue(() -> xids(94) == 2);
        rack.repair(9);
    }

    private long xids(int code) {
        return service.events("gpu.xid_reported", first).stream()
                .filter(e -> e.contains("\"code\":" + code + ","))
                .count();
    }

    @Test
    void whatIsPushedIsUnderstoodOrRefused() {
        var csv = push("index, uuid, utilization.gpu [%]\n0, GPU-1, 5 %\nbroken");
        assertThat(csv.getFormat()).isEqualTo("query_gpu_csv");
        assertThat(csv.getGpus()).isEqualTo(1);
        assertThat(csv.getNotUnderstoodList()).containsExactly("broken");
        refused("INVALID_ARGUMENT", () -> push("hello"));
        refused("INVALID_ARGUMENT", () -> push("<a/>"));
        refused("INVALID_ARGUMENT", () -> push(""));
    }

    private io.palebluedot.proto.hardware.v1.PushTelemetryResponse push(String body) {
        return service.telemetry()
                .pushTelemetry(PushTelemetryRequest.newBuilder()
                        .setServerId(first)
                        .setBody(ByteString.copyFromUtf8(body))
                        .build());
    }
}
