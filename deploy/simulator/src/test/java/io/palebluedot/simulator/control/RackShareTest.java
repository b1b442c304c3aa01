package io.palebluedot.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.machine.Identity;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.Timeline;
import io.palebluedot.simulator.tree.Models;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RackShareTest {

    private final Timeline timeline = new Timeline(1);
    private final List<Machine> rack = rack();
    private final ControlApi api = new ControlApi(rack, List.of(), 8000);

    private List<Machine> rack() {
        Models models = new Models();
        return IntStream.rangeClosed(1, 100)
                .mapToObj(index -> new Machine(new Identity(index, 20, index - 1), models.find("hgx-h200"), timeline))
                .toList();
    }

    @AfterEach
    void stop() {
        timeline.close();
    }

    @Test
    void twoPercentOfAHundredServersHangAndTheOthersDoNot() {
        ControlApi.Answer answer = api.handle("POST", "/faults", "{\"kind\":\"hang\",\"share_percent\":2}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).hasToString("{\"servers\":[1,51]}");
        assertThat(hanging()).containsExactly(1, 51);
    }

    @Test
    void theSmallestShareIsOneServerAndTheLargestIsEveryOne() {
        api.handle("POST", "/faults", "{\"kind\":\"hang\",\"share_percent\":0.1}");
        assertThat(hanging()).containsExactly(1);
        api.handle("POST", "/faults", "{\"kind\":\"hang\",\"share_percent\":100}");
        assertThat(hanging()).hasSize(100);
        api.handle("DELETE", "/faults/hang", "");
        api.handle("POST", "/faults", "{\"kind\":\"hang\"}");
        assertThat(hanging()).hasSize(100);
    }

    @Test
    void nothingBreaksWhenTheShareOrTheFaultIsWrong() {
        for (String order : List.of(
                "{\"kind\":\"explode\"}",
                "{\"kind\":\"hang\",\"share_percent\":0}",
                "{\"kind\":\"hang\",\"share_percent\":101}",
                "{\"kind\":\"hang\",\"share_percent\":\"2\"}",
                "{\"kind\":\"xid\",\"gpu\":8,\"code\":79,\"share_percent\":2}",
                "not json")) {
            assertThat(api.handle("POST", "/faults", order).status()).as(order).isEqualTo(400);
        }
        assertThat(rack)
                .allSatisfy(machine -> assertThat(machine.faults().all()).isEmpty());
    }

    @Test
    void deletingTheFaultsRepairsTheWholeRack() {
        api.handle("POST", "/faults", "{\"kind\":\"hang\",\"share_percent\":10}");
        assertThat(api.handle("DELETE", "/faults/slow", "").status()).isEqualTo(200);
        assertThat(hanging()).hasSize(10);
        assertThat(api.handle("DELETE", "/faults/hang", "").status()).isEqualTo(200);
        assertThat(hanging()).isEmpty();
        api.handle("POST", "/faults", "{\"kind\":\"hang\",\"share_percent\":10}");
        assertThat(api.handle("DELETE", "/faults", "").status()).isEqualTo(200);
        assertThat(hanging()).isEmpty();
        assertThat(api.handle("DELETE", "/faults/explode", "").status()).isEqualTo(400);
        assertThat(api.handle("PUT", "/faults", "").status()).isEqualTo(405);
    }

    private List<Integer> hanging() {
        return rack.stream()
                .filter(machine -> machine.faults().has(FaultKind.HANG))
                .map(machine -> machine.identity().index())
                .toList();
    }
}
