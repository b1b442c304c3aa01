package io.palebluedot.hardware.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.hardware.TestConfig;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.server.Server;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final UUID ID = UUID.randomUUID();

    private final Watch watch =
            new Watch(server("Off"), TestConfig.with(Map.of()).telemetry(), 0, 1_000);

    private static Server server(String power) {
        var bmc = new Bmc(new HostPort("127.0.0.1", 443), List.of("redfish"), new Login("a", "b"));
        return new Server(ID, bmc, null, null, null, null, "http://127.0.0.1:9400/metrics", null, false, power, true);
    }

    @Test
    void aHostThatIsOffIsNotAsked() {
        assertThat(watch.hostMayAnswer()).isFalse();
        watch.server(server("On"));
        assertThat(watch.hostMayAnswer()).isTrue();
        assertThat(watch.powerChanged("Off")).isTrue();
        assertThat(watch.hostMayAnswer()).isFalse();
    }

    @Test
    void aHostThatWasSwitchedOnIsAskedAtOnceHoweverLongItWasSilent() {
        for (int i = 0; i < 10; i++) {
            watch.hostBreaker().bad(0);
        }
        assertThat(watch.hostBreaker().allows(1_000)).isFalse();
        watch.server(server("Off"));
        assertThat(watch.hostBreaker().allows(1_000)).isFalse();
        watch.server(server("On"));
        assertThat(watch.hostBreaker().allows(1_000)).isTrue();
        assertThat(watch.powerChanged("On")).as("noted already").isFalse();
    }

    @Test
    void aBmcThatNeedsLongerThanThePeriodForItsGpusHasAsLongARest() {
        assertThat(watch.gpus().begin(1_000)).isTrue();
        watch.gpus().end(31_000);
        assertThat(watch.gpus().begin(60_900)).isFalse();
        assertThat(watch.gpus().begin(61_000)).isTrue();
        watch.gpus().end(61_100);
        assertThat(watch.gpus().begin(72_000))
                .as("a quick one keeps its period")
                .isTrue();
    }

    @Test
    void theSensorsOfASlowBmcKeepTheirPeriod() {
        assertThat(watch.sensors().begin(1_000)).isTrue();
        assertThat(watch.sensors().begin(70_000)).as("one at a time").isFalse();
        watch.sensors().end(70_000);
        assertThat(watch.sensors().begin(70_000)).isTrue();
    }

    @Test
    void aSilentExporterIsAskedAgainWithinTwoPeriods() {
        for (int i = 0; i < 10; i++) {
            watch.hostBreaker().bad(0);
        }
        assertThat(watch.hostBreaker().allows(20_000)).isTrue();
    }

    @Test
    void aHintBringsTheNextSensorPollAndABurstOfThemBringsOne() {
        assertThat(watch.sensors().begin(1_000)).isTrue();
        watch.sensors().end(1_100);
        for (int i = 0; i < 1_000; i++) {
            watch.hinted(10_000 + i / 3);
        }
        assertThat(watch.sensors().begin(10_400)).as("gathered").isFalse();
        assertThat(watch.sensors().begin(10_500)).isTrue();
        watch.sensors().end(10_600);
        assertThat(watch.sensors().begin(60_000)).as("one extra poll").isFalse();
        assertThat(watch.sensors().begin(80_000)).isTrue();
    }

    @Test
    void aHintDuringAPollBringsOneMoreAfterTheFloor() {
        assertThat(watch.sensors().begin(1_000)).isTrue();
        watch.hinted(1_500);
        assertThat(watch.sensors().begin(9_000)).as("one at a time").isFalse();
        watch.sensors().end(2_000);
        assertThat(watch.sensors().begin(3_900)).as("floor").isFalse();
        assertThat(watch.sensors().begin(4_000)).isTrue();
    }

    @Test
    void aHintDuringALongPollBringsOneMoreAfterARestAsLong() {
        assertThat(watch.sensors().begin(1_000)).isTrue();
        watch.hinted(1_500);
        watch.sensors().end(21_000);
        assertThat(watch.sensors().begin(40_900)).isFalse();
        assertThat(watch.sensors().begin(41_000)).isTrue();
    }

    @Test
    void aChangedLoginEndsTheStreamOfTheOldOne() {
        var old = watch.stream();
        watch.server(server("On"));
        assertThat(watch.stream()).isSameAs(old);
        var bmc = new Bmc(new HostPort("127.0.0.1", 443), List.of("redfish"), new Login("a", "new"));
        watch.server(new Server(ID, bmc, null, null, null, null, null, null, false, "On", true));
        assertThat(watch.stream()).isNotSameAs(old);
        assertThat(old.begin(1_000)).as("ended").isFalse();
    }
}
