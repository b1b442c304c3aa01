package io.palebluedot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BackgroundTest {

    @Test
    void theReasonOfAFailedStartIsWhatTheSupervisorSaidLast() {
        assertThat(Background.reason(List.of(
                        "starting PostgreSQL", "pbd: gateway ended while it started; its last words:", "  no key")))
                .isEqualTo("gateway ended while it started; its last words:\n  no key");
    }

    @Test
    void withoutAMessageTheLastLineHasToDo() {
        assertThat(Background.reason(List.of("starting", "Killed"))).isEqualTo("Killed");
        assertThat(Background.reason(List.of())).isEqualTo("no word why");
    }
}
