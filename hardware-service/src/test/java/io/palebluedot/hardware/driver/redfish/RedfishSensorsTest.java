package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.hardware.TestConfig;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.driver.SensorReader.Reading;
import io.palebluedot.hardware.http.BoundedHttp;
import io.palebluedot.simulator.SimulatedRack;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a BMC is asked for its sensors: at one that takes 3 s per answer, twenty requests fill the period. */
class RedfishSensorsTest {

    private static final Duration WAIT = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final SimulatedRack rack = SimulatedRack.builder()
            .servers(2)
            .models("hgx-h200", "smc-h100")
            .network(47)
            .bmcPort(18_047)
            .freePorts()
            .start();
    private final RedfishSensors sensors = sensors();

    @AfterEach
    void end() {
        rack.close();
        vertx.close();
    }

    private RedfishSensors sensors() {
        var config = TestConfig.with(Map.of());
        var clients = new RedfishClients(new BoundedHttp(vertx, config), new AllowedAddresses(config), config);
        return new RedfishSensors(clients, new RedfishSystems(clients), new GpuPlaces(clients));
    }

    private Reading read(int position) {
        return sensors.readSensors(bmc(position)).await().atMost(WAIT);
    }

    private Bmc bmc(int position) {
        var bmc = rack.bmc(position);
        return new Bmc(
                new HostPort(bmc.getHost(), bmc.getPort()),
                List.of("redfish"),
                new Login(rack.user(), rack.password()));
    }

    private Reading readGpus(int position) {
        return sensors.readGpus(bmc(position)).await().atMost(WAIT);
    }

    @ParameterizedTest
    @CsvSource({"0, 13", "1, 10"})
    void asksForAllSensorsAndTheHealthOfEightGpusInAFewRequests(int position, int most) {
        var first = read(position);
        rack.machine(position).traffic().reset();
        var second = read(position);
        assertThat(rack.machine(position).traffic().requests()).isLessThanOrEqualTo(most);
        assertThat(second.sensors()).hasSameSizeAs(first.sensors()).hasSizeGreaterThan(10);
        assertThat(second.gpus())
                .hasSize(8)
                .allSatisfy(gpu -> assertThat(gpu.health()).isEqualTo("OK"));
        assertThat(second.values()).containsKey("power_watts");
    }

    @Test
    void readsEightGpusFromReportsInFourRequestsAndTheirLimitsOnceAMinute() {
        var first = readGpus(0);
        rack.machine(0).traffic().reset();
        var second = readGpus(0);
        assertThat(rack.machine(0).traffic().requests()).isEqualTo(4);
        assertThat(second.gpus())
                .hasSize(8)
                .allSatisfy(gpu -> assertThat(gpu.values())
                        .containsEntry("gpu_power_limit_watts", 700.0)
                        .containsKeys(
                                "gpu_temperature_celsius",
                                "gpu_power_watts",
                                "gpu_utilization_percent",
                                "gpu_ecc_dbe_total"));
        assertThat(second.gpus().getFirst().values().keySet())
                .isEqualTo(first.gpus().getFirst().values().keySet());
    }

    @Test
    void neverHasTwoRequestsInFlight() {
        read(0);
        assertThat(rack.machine(0).traffic().mostInFlight()).isOne();
        assertThat(rack.machine(0).traffic().openSessions()).isOne();
    }
}
