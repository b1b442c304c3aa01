package io.palebluedot.hardware;

import static io.palebluedot.hardware.ServiceUnderTest.untilTrue;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.palebluedot.proto.hardware.v1.Credential;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that polls every ten minutes, and hears of changes all the same. */
@QuarkusTest
@QuarkusTestResource(HardwareServers.class)
@QuarkusTestResource(value = SlowPolls.class, restrictToAnnotatedClass = true)
class HardwareEventsIT {

    private static final Duration SOON = Duration.ofSeconds(4);

    private final List<TelemetryBatch> polls = new CopyOnWriteArrayList<>();
    private RackUnderTest rack;
    private String server = "";
    private Connection connection;

    @Inject
    ServiceUnderTest service;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "pbd.test.nats")
    String nats;

    @BeforeEach
    void discover() throws Exception {
        assertThat(period).isEqualTo(Duration.ofMinutes(10));
        polls.clear();
        rack = new RackUnderTest(63, 1, 1, "hgx-h200");
        connection = Nats.connect(nats);
        connection.createDispatcher(this::keep).subscribe("pbd.telemetry.*.sampled");
        server = service.discover(StartDiscoveryRequest.newBuilder()
                        .addAddresses(rack.address(0))
                        .addCredentials(Credential.newBuilder()
                                .setUsername("admin")
                                .setPassword(rack.rack().password())))
                .getServers(0)
                .getServerId();
        untilTrue(() -> !sensors().isEmpty());
    }

    @AfterEach
    void stop() throws Exception {
        forget();
        connection.close();
        rack.close();
        untilTrue(() -> streams() == 0);
    }

    private void forget() {
        if (!server.isEmpty()) {
            service.hardware().forgetBmc(ServiceUnderTest.target(server));
            server = "";
        }
    }

    private void keep(Message message) {
        try {
            polls.add(TelemetryBatch.parseFrom(message.getData()));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<TelemetryBatch> sensors() {
        return polls.stream()
                .filter(b -> b.getServerId().equals(server) && b.getSensorsCount() > 0)
                .toList();
    }

    @ConfigProperty(name = "pbd.hardware.telemetry.sensor-period")
    Duration period;

    private double streams() {
        return meters.get("pbd.bmc.event.streams").gauge().value();
    }

    private void listening() {
        untilTrue(() -> streams() == 1);
    }

    private void seenSoon(String what, Predicate<TelemetryBatch> seen) {
        Awaitility.await(what)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sensors().stream().anyMatch(seen));
    }

    @Test
    void aFanASupplyAndPowerAreSeenWithinSecondsOfTheirEvent() {
        listening();
        rack.fault(1, "{\"kind\":\"fan\",\"fan\":0}");
        seenSoon("the fan", b -> b.getValuesMap().getOrDefault("fan_rpm_min", 1.0) == 0);
        rack.fault(1, "{\"kind\":\"psu\",\"psu\":0}");
        seenSoon(
                "the supply",
                b -> b.getSensorsList().stream()
                        .anyMatch(sensor -> sensor.getName().equals("Power Supply Bay 1")
                                && sensor.getValue() == 0
                                && sensor.getHealth().equals("Critical")));
        rack.rack().machine(0).reset(io.palebluedot.simulator.machine.ResetType.FORCE_OFF);
        seenSoon("power", b -> b.getPowerState().equals("Off"));
    }

    @Test
    void aBurstBringsTwoPollsAtMostAndOneRequestAtATime() {
        listening();
        int before = sensors().size();
        var machine = rack.rack().machine(0);
        for (int i = 0; i < 1_000; i++) {
            machine.log().event(machine.timeline().now(), "Warning", "event " + i);
        }
        Awaitility.await().atMost(SOON).until(() -> sensors().size() > before);
        Awaitility.await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
        assertThat(sensors().size() - before).isBetween(1, 2);
        assertThat(machine.traffic().mostInFlight()).isOne();
        assertThat(meters.get("pbd.bmc.event.hints").counter().count()).isPositive();
    }

    @Test
    void aBrokenStreamIsCountedAndAForgottenServerHasNeitherStreamNorSession() {
        listening();
        double before = meters.get("pbd.bmc.event.malformed").counter().count();
        rack.fault(1, "{\"kind\":\"malformed\",\"count\":1}");
        var machine = rack.rack().machine(0);
        machine.log().event(machine.timeline().now(), "OK", "spoiled");
        untilTrue(() -> meters.get("pbd.bmc.event.malformed").counter().count() == before + 1);
        rack.repair(1);
        assertThat(streams()).isOne();
        forget();
        untilTrue(() -> streams() == 0);
        untilTrue(() -> machine.traffic().openSessions() == 0);
    }
}
