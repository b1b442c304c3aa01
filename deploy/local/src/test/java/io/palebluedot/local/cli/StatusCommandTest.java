package io.palebluedot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.local.stack.PartStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

    @Test
    void theTableHasOneLineForEachPart() {
        var table = StatusCommand.table(List.of(
                new PartStatus("gateway", 4711, 8080, "ready", 98_304, 61_440, 12, 1_900, 0),
                new PartStatus("alert-service", 0, 8085, "crashed", 0, 0, 0, -1, 3)));
        assertThat(table).isEqualTo("""
                        PART                 STATE          PID   PORT   RSS MiB      UP s  START ms RESTARTS
                        gateway              ready         4711   8080      96.0        12      1900        0
                        alert-service        crashed          0   8085       0.0         0        -1        3
                        """);
    }
}
