package io.palebluedot.allocation.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.allocation.planner.Demand;
import io.palebluedot.allocation.planner.Explanation;
import io.palebluedot.allocation.planner.Request;
import io.palebluedot.allocation.planner.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestJsonTest {

    @Test
    void everyKindOfRequestComesBackAsItWas() {
        var demands = List.of(
                new Demand.NamedGpus(List.of("gpu-001", "gpu-002")),
                new Demand.WholeServer("server456"),
                new Demand.GpusOfServer("server456", 3),
                new Demand.Gpus(8),
                new Demand.Servers(2, null),
                new Demand.Servers(2, 4));
        for (Demand demand : demands) {
            var request = new Request(demand, "H100", 1L << 36, Topology.SAME_RACK, true);
            assertThat(RequestJson.readRequest(RequestJson.write(request).toString()))
                    .isEqualTo(request);
            var plain = Request.of(demand);
            assertThat(RequestJson.readRequest(RequestJson.write(plain).toString()))
                    .isEqualTo(plain);
        }
    }

    @Test
    void anExplanationComesBackAsItWas() {
        var explanation = new Explanation(
                "8 GPUs", List.of(new Explanation.Reason("server-001", "BEST_FIT", "8 GPUs — “whole”")), 4, 2);
        assertThat(RequestJson.readExplanation(RequestJson.write(explanation).toString()))
                .isEqualTo(explanation);
    }
}
