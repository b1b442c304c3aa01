package io.palebluedot.hardware.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.hardware.driver.BmcFailure.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriverFailureTest {

    private static DriverFailure failure(String driver, Kind kind) {
        return new DriverFailure(driver, new BmcFailure(kind, kind.code()));
    }

    private static BmcFailure summary(Kind redfish, Kind ipmi) {
        return DriverFailure.summary(List.of(failure("redfish", redfish), failure("ipmi", ipmi)));
    }

    @Test
    void aSilentPortDoesNotHideAWrongPassword() {
        assertThat(summary(Kind.UNAUTHORIZED, Kind.TIMEOUT).kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(summary(Kind.TIMEOUT, Kind.UNAUTHORIZED).kind()).isEqualTo(Kind.UNAUTHORIZED);
    }

    @Test
    void theFirstDriverSpeaksWhereNoneWasAnswered() {
        assertThat(summary(Kind.UNREACHABLE, Kind.TIMEOUT).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void aRefusalIsTheLastWord() {
        assertThat(summary(Kind.UNAUTHORIZED, Kind.REFUSED).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void everyDriverIsNamedWithItsReason() {
        assertThat(summary(Kind.BUSY, Kind.TIMEOUT)).hasMessage("redfish: BMC_BUSY; ipmi: BMC_TIMEOUT");
    }

    @Test
    void aSingleFailureStaysAsItIs() {
        var only = failure("redfish", Kind.BUSY);
        assertThat(DriverFailure.summary(List.of(only))).isSameAs(only.failure());
    }
}
