package io.palebluedot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SimulatedRackIT {

    @Test
    void aTakenAddressIsNamedAndASecondRackWorksBesideTheFirst() {
        try (SimulatedRack first =
                SimulatedRack.builder().servers(1).network(50).freePorts().start()) {
            assertThatThrownBy(() -> SimulatedRack.builder()
                            .servers(1)
                            .network(50)
                            .freePorts()
                            .start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("127.50.0.1:8000");
            try (SimulatedRack second =
                    SimulatedRack.builder().servers(1).network(52).freePorts().start()) {
                assertThat(second.control()).isNotEqualTo(first.control());
            }
        }
    }
}
