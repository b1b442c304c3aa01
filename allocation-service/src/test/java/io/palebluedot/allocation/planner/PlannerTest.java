package io.palebluedot.allocation.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.allocation.planner.Decision.Placed;
import io.palebluedot.allocation.planner.Decision.Refusal;
import io.palebluedot.allocation.planner.Decision.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {

    @Test
    void aServerAloneMeansAllItsGpus() {
        var fleet = Fleets.of(2, 8, "H100");
        var decision = Planner.plan(fleet, Request.of(new Demand.WholeServer("s2")));
        assertThat(Fleets.ids(decision)).hasSize(8).allMatch(id -> id.startsWith("s2-"));
    }

    @Test
    void aServerWithOneGpuTakenIsNotGivenWhole() {
        var fleet = Fleets.of(1, 8, "H100");
        Fleets.hold(fleet, "s1", 1);
        var refused = refused(fleet, Request.of(new Demand.WholeServer("s1")));
        assertThat(refused.refusal()).isEqualTo(Refusal.SERVER_NOT_AVAILABLE);
        assertThat(refused.explanation().summary()).isEqualTo("server s1 has 7 of 8 GPUs free");
        assertThat(refused.explanation().reasons()).anyMatch(r -> r.text().contains("held by allocation other"));
    }

    @Test
    void someGpusOfAServerCanBeAskedForByNumber() {
        var fleet = Fleets.of(1, 8, "H100");
        Fleets.hold(fleet, "s1", 1);
        assertThat(Fleets.ids(Planner.plan(fleet, Request.of(new Demand.GpusOfServer("s1", 7)))))
                .hasSize(7)
                .doesNotContain("s1-g0");
        assertThat(refused(fleet, Request.of(new Demand.GpusOfServer("s1", 9))).refusal())
                .isEqualTo(Refusal.EXCEEDS_FLEET);
    }

    @Test
    void smallRequestsGoToTheFullestServerThatFits() {
        var fleet = Fleets.of(3, 8, "H100");
        Fleets.hold(fleet, "s2", 5);
        Fleets.hold(fleet, "s3", 2);
        assertThat(Fleets.servers(Planner.plan(fleet, Request.of(new Demand.Gpus(3)))))
                .containsExactly("s2");
        assertThat(Fleets.servers(Planner.plan(fleet, Request.of(new Demand.Gpus(4)))))
                .containsExactly("s3");
    }

    @Test
    void aWholeServerIsBrokenOnlyWhenNoBrokenOneFits() {
        var fleet = new Fleet();
        Fleets.add(fleet, "small", "r1", 4, "H100");
        Fleets.add(fleet, "large", "r1", 8, "H100");
        Fleets.hold(fleet, "large", 1);
        assertThat(Fleets.servers(Planner.plan(fleet, Request.of(new Demand.Gpus(4)))))
                .as("the whole server of four would be the tightest, but would be broken up next")
                .containsExactly("large");
    }

    @Test
    void aGangLargerThanAServerTakesWholeServersAndATightPlaceForTheRest() {
        var fleet = Fleets.of(4, 8, "H100");
        Fleets.hold(fleet, "s4", 5);
        var decision = Planner.plan(fleet, Request.of(new Demand.Gpus(18)));
        assertThat(Fleets.ids(decision)).hasSize(18).doesNotHaveDuplicates();
        assertThat(Fleets.servers(decision)).containsExactly("s1", "s2", "s4");
    }

    @Test
    void allOrNothing() {
        var fleet = Fleets.of(2, 8, "H100");
        Fleets.hold(fleet, "s1", 1);
        var refused = refused(fleet, Request.of(new Demand.Gpus(16)));
        assertThat(refused.refusal()).isEqualTo(Refusal.NO_CAPACITY);
        assertThat(refused.explanation().reasons())
                .anyMatch(r -> r.code().equals("TO_BE_FREED") && r.text().startsWith("1 more"));
    }

    @Test
    void moreThanTheFleetHasIsSaidAtOnce() {
        var fleet = Fleets.of(2, 8, "H100");
        assertThat(refused(fleet, Request.of(new Demand.Gpus(17))).refusal()).isEqualTo(Refusal.EXCEEDS_FLEET);
    }

    @Test
    void aGangHasOneModel() {
        var fleet = Fleets.of(1, 8, "H100");
        Fleets.add(fleet, "a", "r", 8, "A100");
        assertThat(refused(fleet, Request.of(new Demand.Gpus(16))).refusal()).isEqualTo(Refusal.EXCEEDS_FLEET);
        assertThat(Fleets.servers(
                        Planner.plan(fleet, Request.of(new Demand.Gpus(8)).withModel("A100"))))
                .containsExactly("a");
    }

    @Test
    void withoutAModelTheMostAbundantOneIsTaken() {
        var fleet = Fleets.of(2, 8, "A100");
        Fleets.add(fleet, "rare", "r", 8, "H200");
        assertThat(Fleets.servers(Planner.plan(fleet, Request.of(new Demand.Gpus(1)))))
                .doesNotContain("rare");
    }

    @Test
    void anInstalledServerComesBeforeOneThatWouldHaveToBeInstalled() {
        var fleet = new Fleet();
        Fleets.add(fleet, "bare", "r", 8, "H100");
        fleet.put(new ServerFacts("bare", "bare", "r", true, false, null, null));
        Fleets.add(fleet, "ready", "r", 8, "H100");
        assertThat(Fleets.servers(Planner.plan(fleet, Request.of(new Demand.Gpus(2)))))
                .containsExactly("ready");
    }

    @Test
    void aServerThatIsBeingInstalledForSomebodyTakesNobodyElse() {
        var fleet = Fleets.of(1, 8, "H100");
        fleet.put(new ServerFacts("s1", "s1", "r", true, false, null, null));
        var first = (Placed) Planner.plan(fleet, Request.of(new Demand.Gpus(2)));
        fleet.hold("first", first.gpus());
        var refused = refused(fleet, Request.of(new Demand.GpusOfServer("s1", 2)));
        assertThat(refused.explanation().summary()).contains("being installed for allocation first");
        fleet.undo("first", first.gpus());
        assertThat(Planner.plan(fleet, Request.of(new Demand.WholeServer("s1"))))
                .isInstanceOf(Placed.class);
    }

    @Test
    void anExclusiveRequestHoldsEveryGpuOfItsServer() {
        var fleet = Fleets.of(2, 8, "H100");
        Fleets.hold(fleet, "s1", 1);
        var decision = Planner.plan(fleet, Request.of(new Demand.Gpus(3)).exclusive());
        assertThat(Fleets.ids(decision)).hasSize(8).allMatch(id -> id.startsWith("s2-"));
    }

    @Test
    void serversAreGivenWholeOrWithSoManyGpusEach() {
        var fleet = Fleets.of(3, 8, "H100");
        Fleets.hold(fleet, "s1", 6);
        assertThat(Fleets.ids(Planner.plan(fleet, Request.of(new Demand.Servers(2, null)))))
                .hasSize(16);
        assertThat(Fleets.servers(Planner.plan(fleet, Request.of(new Demand.Servers(3, 2)))))
                .containsExactlyInAnyOrder("s1", "s2", "s3");
        assertThat(refused(fleet, Request.of(new Demand.Servers(3, null))).refusal())
                .isEqualTo(Refusal.NO_CAPACITY);
    }

    @Test
    void sameRackStaysInTheTightestRackThatTakesIt() {
        var fleet = new Fleet();
        for (String rack : List.of("r1", "r2")) {
            Fleets.add(fleet, rack + "-a", rack, 8, "H100");
            Fleets.add(fleet, rack + "-b", rack, 8, "H100");
        }
        Fleets.hold(fleet, "r2-a", 4);
        var decision = Planner.plan(fleet, Request.of(new Demand.Gpus(12)).withTopology(Topology.SAME_RACK));
        assertThat(Fleets.servers(decision)).containsExactlyInAnyOrder("r2-a", "r2-b");
        assertThat(refused(fleet, Request.of(new Demand.Gpus(17)).withTopology(Topology.SAME_RACK))
                        .refusal())
                .isEqualTo(Refusal.NO_CAPACITY);
    }

    @Test
    void spreadRacksUsesAsManyRacksAsItCan() {
        var fleet = Fleets.of(4, 8, "H100");
        var decision = Planner.plan(fleet, Request.of(new Demand.Gpus(6)).withTopology(Topology.SPREAD_RACKS));
        assertThat(((Placed) decision)
                        .servers().stream().map(s -> s.facts().rack()).distinct())
                .hasSize(4);
        var oneRack = new Fleet();
        Fleets.add(oneRack, "s", "r", 8, "H100");
        assertThat(refused(oneRack, Request.of(new Demand.Gpus(2)).withTopology(Topology.SPREAD_RACKS))
                        .refusal())
                .isEqualTo(Refusal.NO_CAPACITY);
    }

    @Test
    void sameNvlinkDomainMaySpanServersButNotDomains() {
        var fleet = new Fleet();
        for (int i = 1; i <= 3; i++) {
            fleet.put(new ServerFacts("t" + i, "t" + i, "r", true, true, null, null));
            for (int g = 0; g < 4; g++) {
                String id = "t" + i + "-" + g;
                String domain = i < 3 ? "nvl72" : "other";
                fleet.put(new GpuFacts(id, id, "t" + i, g, "GB200", null, domain, true, true, null, null));
            }
        }
        var request = Request.of(new Demand.Gpus(8)).withTopology(Topology.SAME_NVLINK_DOMAIN);
        assertThat(Fleets.servers(Planner.plan(fleet, request))).containsExactlyInAnyOrder("t1", "t2");
        assertThat(refused(fleet, Request.of(new Demand.Gpus(9)).withTopology(Topology.SAME_NVLINK_DOMAIN))
                        .refusal())
                .isEqualTo(Refusal.NO_CAPACITY);
    }

    @Test
    void memoryThatIsNotKnownIsNotEnough() {
        var fleet = new Fleet();
        fleet.put(new ServerFacts("s", "s", null, true, true, null, null));
        fleet.put(new GpuFacts("g", "g", "s", 0, "X", null, null, true, true, null, null));
        assertThat(Planner.plan(fleet, Request.of(new Demand.Gpus(1)))).isInstanceOf(Placed.class);
        assertThat(Planner.plan(fleet, Request.of(new Demand.Gpus(1)).withMinMemoryBytes(Fleets.GB)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aNamedGpuThatIsBusyIsRefusedWithTheReason() {
        var fleet = Fleets.of(1, 2, "H100");
        fleet.put(
                new GpuFacts("s1-g1", "s1-g1", "s1", 1, "H100", null, null, true, false, null, "it is in maintenance"));
        var refused = refused(fleet, Request.of(new Demand.NamedGpus(List.of("s1-g0", "s1-g1"))));
        assertThat(refused.refusal()).isEqualTo(Refusal.GPU_NOT_AVAILABLE);
        assertThat(refused.explanation().summary()).isEqualTo("GPU s1-g1: it is in maintenance");
        assertThat(refused(fleet, Request.of(new Demand.NamedGpus(List.of("nope"))))
                        .refusal())
                .isEqualTo(Refusal.GPU_NOT_FOUND);
    }

    @Test
    void aFailedGpuIsReplacedOnItsOwnServerFirst() {
        var fleet = Fleets.of(2, 4, "H100");
        var held = List.of(fleet.gpu("s1-g0"), fleet.gpu("s1-g1"));
        fleet.hold("a", held);
        var request = Request.of(new Demand.Gpus(2));
        assertThat(Planner.replacement(fleet, request, fleet.gpu("s1-g0"))
                        .facts()
                        .id())
                .isEqualTo("s1-g2");
        fleet.hold("b", List.of(fleet.gpu("s1-g2"), fleet.gpu("s1-g3")));
        assertThat(Planner.replacement(fleet, request, fleet.gpu("s1-g0"))
                        .server()
                        .facts()
                        .id())
                .isEqualTo("s2");
        assertThat(Planner.replacement(fleet, request.withTopology(Topology.SAME_SERVER), fleet.gpu("s1-g0")))
                .isNull();
    }

    private static Refused refused(Fleet fleet, Request request) {
        return (Refused) Planner.plan(fleet, request);
    }
}
