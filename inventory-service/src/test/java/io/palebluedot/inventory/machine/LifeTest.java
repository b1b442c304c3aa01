package io.palebluedot.inventory.machine;

import static io.palebluedot.inventory.lifecycle.ServerState.*;
import static io.palebluedot.inventory.machine.Machines.HOLD;
import static io.palebluedot.inventory.machine.Machines.NOW;
import static io.palebluedot.inventory.machine.Machines.gpu;
import static io.palebluedot.inventory.machine.Machines.states;
import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.events.GpuEvent.GpuStatusChanged;
import io.palebluedot.events.ServerEvent.ServerFailed;
import io.palebluedot.events.ServerEvent.ServerProvisioned;
import io.palebluedot.events.ServerEvent.ServerStateChanged;
import io.palebluedot.inventory.lifecycle.GpuLifecycle;
import io.palebluedot.inventory.lifecycle.GpuState;
import io.palebluedot.inventory.lifecycle.ServerLifecycle;
import io.palebluedot.inventory.lifecycle.ServerState;
import io.palebluedot.inventory.lifecycle.Transitions.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every move of both tables is taken here by the fact that causes it; one that no test takes fails the class. */
class LifeTest {

    private static final Set<Row<?, ?>> TAKEN = new HashSet<>();

    @AfterAll
    static void everyMoveWasTaken() {
        assertThat(TAKEN).as("moves of servers").containsAll(ServerLifecycle.TABLE.rows());
        assertThat(TAKEN).as("moves of GPUs").containsAll(GpuLifecycle.TABLE.rows());
    }

    private static Machine done(Machine machine) {
        for (Move move : machine.moves()) {
            switch (move) {
                case Move.OfServer m when m.from() != null -> TAKEN.add(new Row<>(m.from(), m.trigger(), m.to()));
                case Move.OfGpu m when m.from() != null -> TAKEN.add(new Row<>(m.from(), m.trigger(), m.to()));
                default -> {}
            }
        }
        return machine;
    }

    @Test
    void anInspectedServerBecomesAvailableWithItsGpus() {
        var machine = Machine.enrol(Machines.server(ENROLLED), NOW, "test", "discovered");
        machine.add(GpuLife.found(new UUID(1, 0), "gpu-001", new UUID(0, 1), "OK", Machines.facts(0, "S"), NOW));

        Qualification.inspected(machine);

        done(machine);
        assertThat(machine.server().state()).isEqualTo(AVAILABLE);
        assertThat(machine.told().stream()
                        .filter(t -> t.data() instanceof ServerStateChanged)
                        .map(t -> ((ServerStateChanged) t.data()).to()))
                .containsExactly(
                        "enrolled", "verifying", "manageable", "inspecting", "preparing", "validating", "available");
        assertThat(machine.told().stream()
                        .filter(t -> t.data() instanceof GpuStatusChanged)
                        .map(t -> (GpuStatusChanged) t.data())
                        .toList()
                        .getLast())
                .satisfies(last -> {
                    assertThat(last.to()).isEqualTo("available");
                    assertThat(last.allocatable()).isTrue();
                });
    }

    @Test
    void theHealthGateStopsACriticalServer() {
        var machine = Machines.of(VALIDATING);
        Care.vitals(machine, "Critical", null, null, null);
        Qualification.validate(machine);
        done(machine);
        assertThat(machine.server().state()).isEqualTo(FAILED);
        assertThat(machine.server().fault().cause()).isEqualTo("health is Critical");
        assertThat(machine.told())
                .anyMatch(t -> t.data() instanceof ServerFailed f && f.from().equals("validating"));
    }

    @Test
    void aConflictTakesAnAvailableServerOut() {
        var machine = Machines.of(AVAILABLE, gpu(0, GpuState.AVAILABLE));
        Care.conflict(machine, "gpu.count expected 8 observed 7");
        Qualification.inspected(machine);
        done(machine);
        assertThat(machine.server().state()).isEqualTo(FAILED);
        assertThat(machine.told())
                .anyMatch(t -> t.data() instanceof GpuStatusChanged g
                        && g.from().equals("available")
                        && g.to().equals("available")
                        && !g.allocatable());
    }

    @Test
    void aServerThatFailedBeforeUseRecoversByABetterInspection() {
        var failed = Machines.server(FAILED)
                .in(new ServerLife.Stay(FAILED, NOW, null, 0), new ServerLife.Fault(VERIFYING, "no answer"));
        var machine = Machines.of(failed);
        Qualification.inspected(machine);
        assertThat(done(machine).server().state()).isEqualTo(AVAILABLE);
    }

    @Test
    void aServerThatFailedInUseWaitsForAPerson() {
        var machine = Machines.of(FAILED);
        Qualification.inspected(machine);
        assertThat(machine.server().state()).isEqualTo(FAILED);
        assertThat(Qualification.requalify(machine)).isTrue();
        assertThat(done(machine).server().state()).isEqualTo(AVAILABLE);
    }

    @ParameterizedTest
    @EnumSource(names = {"ENROLLED", "VERIFYING", "INSPECTING"})
    void aServerThatCannotBeReadFails(ServerState state) {
        var machine = Machines.of(state);
        Qualification.notReadable(machine, "401");
        assertThat(done(machine).server().state()).isEqualTo(FAILED);
    }

    @Test
    void theWholeLifeOfAnAllocation() {
        var machine = Machines.of(AVAILABLE, gpu(0, GpuState.AVAILABLE), gpu(1, GpuState.AVAILABLE));
        var ids = List.of(new UUID(1, 0));

        Holds.reserve(machine, HOLD, ids, true);
        assertThat(machine.server().state()).isEqualTo(RESERVED);
        assertThat(machine.server().projectId()).isEqualTo("project-1");
        assertThat(states(machine)).containsExactly(GpuState.RESERVED, GpuState.AVAILABLE);

        Provisioning.deployStarted(machine);
        Provisioning.deployed(machine, HOLD.allocationId());
        Holds.activate(machine, HOLD, ids);
        assertThat(machine.server().state()).isEqualTo(ACTIVE);
        assertThat(machine.server().dirty()).isTrue();
        assertThat(states(machine)).containsExactly(GpuState.ALLOCATED, GpuState.AVAILABLE);
        assertThat(machine.told()).anyMatch(t -> t.data() instanceof ServerProvisioned);

        Holds.release(machine, HOLD.allocationId(), ids, true);
        assertThat(machine.server().state()).isEqualTo(DEPROVISIONING);
        assertThat(machine.server().projectId()).isNull();
        assertThat(states(machine)).containsExactly(GpuState.DRAINING, GpuState.AVAILABLE);

        Provisioning.cleanStarted(machine);
        Provisioning.cleaned(machine);
        assertThat(machine.server().state()).isEqualTo(AVAILABLE);
        assertThat(machine.server().dirty()).isFalse();
        assertThat(states(machine)).containsExactly(GpuState.AVAILABLE, GpuState.AVAILABLE);
        done(machine);
    }

    @Test
    void gpusOfASharedServerGoOnByThemselves() {
        var machine = Machines.dirty(ACTIVE, gpu(0, GpuState.ALLOCATED));
        Holds.release(machine, HOLD.allocationId(), List.of(new UUID(1, 0)), false);
        assertThat(machine.server().state()).isEqualTo(ACTIVE);
        assertThat(states(done(machine))).containsExactly(GpuState.AVAILABLE);
    }

    @Test
    void aReservationThatIsGivenUpIsCleanedToo() {
        var machine = Machines.of(RESERVED, gpu(0, GpuState.RESERVED));
        Holds.release(machine, HOLD.allocationId(), List.of(new UUID(1, 0)), true);
        done(machine);
        assertThat(machine.server().state()).isEqualTo(DEPROVISIONING);
        assertThat(states(machine)).containsExactly(GpuState.DRAINING);
    }

    @Test
    void aWorkflowMayBeHeardOfBeforeTheReservation() {
        var machine = Machines.of(AVAILABLE, gpu(0, GpuState.AVAILABLE));
        Provisioning.deployed(machine, HOLD.allocationId());
        Holds.reserve(machine, HOLD, List.of(new UUID(1, 0)), true);
        Holds.activate(machine, HOLD, List.of(new UUID(1, 0)));
        assertThat(done(machine).server().state()).isEqualTo(ACTIVE);
        assertThat(states(machine)).containsExactly(GpuState.ALLOCATED);
    }

    @Test
    void theSameFactTwiceChangesNothing() {
        var machine = Machines.of(AVAILABLE, gpu(0, GpuState.AVAILABLE));
        Holds.reserve(machine, HOLD, List.of(new UUID(1, 0)), true);
        int moves = machine.moves().size();
        Holds.reserve(machine, HOLD, List.of(new UUID(1, 0)), true);
        assertThat(machine.moves()).hasSize(moves);
    }

    @Test
    void anotherAllocationDoesNotTakeAHeldGpu() {
        var machine = Machines.of(ACTIVE, gpu(0, GpuState.ALLOCATED));
        Holds.release(machine, "allocation-2", List.of(new UUID(1, 0)), false);
        assertThat(states(machine)).containsExactly(GpuState.ALLOCATED);
    }

    @Test
    void aFailedDeploymentIsCleanedOnRelease() {
        var machine = Machines.of(RESERVED, gpu(0, GpuState.RESERVED));
        Provisioning.deployStarted(machine);
        Provisioning.deployFailed(machine, "deploy workflow failed in post: no answer");
        assertThat(machine.server().state()).isEqualTo(FAILED);
        Holds.release(machine, HOLD.allocationId(), List.of(new UUID(1, 0)), true);
        assertThat(done(machine).server().state()).isEqualTo(DEPROVISIONING);
    }

    @Test
    void aDeploymentThatNeverBeganFailsToo() {
        var machine = Machines.of(RESERVED);
        Provisioning.deployFailed(machine, "preparing: BMC away");
        assertThat(done(machine).server().state()).isEqualTo(FAILED);
    }

    @Test
    void aCancelledDeploymentGivesTheServerBack() {
        var machine = Machines.dirty(DEPLOYING);
        Provisioning.deployCancelled(machine);
        assertThat(done(machine).server().state()).isEqualTo(DEPROVISIONING);
    }

    @ParameterizedTest
    @EnumSource(names = {"AVAILABLE", "RESERVED", "ACTIVE", "DEPLOYING", "REPAIRING", "FAILED", "QUARANTINED"})
    void aCleanupCanBeginFromWhereverTheServerIs(ServerState state) {
        var machine = Machines.of(state);
        Provisioning.cleanStarted(machine);
        assertThat(done(machine).server().state()).isEqualTo(CLEANING);
    }

    @Test
    void anActiveServerCanBeDeployedAnew() {
        var machine = Machines.dirty(ACTIVE);
        Provisioning.deployStarted(machine);
        assertThat(done(machine).server().state()).isEqualTo(DEPLOYING);
    }

    @Test
    void aFailedCleanNeverLeadsToAvailable() {
        var machine = Machines.dirty(DEPROVISIONING, gpu(0, GpuState.DRAINING));
        Provisioning.cleanFailed(machine, "wipe failed");
        assertThat(machine.server().state()).isEqualTo(QUARANTINED);
        assertThat(machine.server().dirty()).isTrue();
        Qualification.inspected(machine);
        assertThat(machine.server().state()).isEqualTo(QUARANTINED);
        assertThat(states(done(machine))).containsExactly(GpuState.DRAINING);
    }

    @Test
    void aRepairedServerIsValidatedAndADirtyOneIsNot() {
        var clean = Machines.of(FAILED);
        Care.maintenance(clean, true, "new fan");
        assertThat(clean.server().state()).isEqualTo(REPAIRING);
        assertThat(clean.server().fault()).isNotNull();
        Care.maintenance(clean, false, null);
        assertThat(done(clean).server().state()).isEqualTo(AVAILABLE);

        var dirty = Machines.dirty(QUARANTINED);
        Care.maintenance(dirty, true, "new disk");
        Care.maintenance(dirty, false, null);
        assertThat(done(dirty).server().state()).isEqualTo(QUARANTINED);
    }

    @Test
    void maintenanceTakesGpusFromTheMarketAndGivesThemBack() {
        var machine = Machines.of(AVAILABLE, gpu(0, GpuState.AVAILABLE));
        Care.maintenance(machine, true, "cabling");
        assertThat(machine.told())
                .anyMatch(t -> t.data() instanceof GpuStatusChanged g && g.maintenance() && !g.allocatable())
                .anyMatch(t -> t.data() instanceof ServerStateChanged s && s.maintenance());
    }

    @Test
    void firmwareTakesOnlyAnUnusedServerOut() {
        var free = Machines.of(AVAILABLE);
        Provisioning.serviceStarted(free, "firmware");
        assertThat(free.server().state()).isEqualTo(SERVICING);
        Provisioning.serviceEnded(free, "done");
        assertThat(done(free).server().state()).isEqualTo(AVAILABLE);

        var used = Machines.of(ACTIVE);
        Provisioning.serviceStarted(used, "firmware");
        assertThat(used.server().state()).isEqualTo(ACTIVE);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "ENROLLED",
                "VERIFYING",
                "MANAGEABLE",
                "INSPECTING",
                "PREPARING",
                "VALIDATING",
                "RESERVED",
                "DEPLOYING",
                "SERVICING",
                "DEPROVISIONING",
                "CLEANING"
            })
    void whatStaysTooLongIsForcedOut(ServerState state) {
        var machine = Machines.of(Machines.overdue(state));
        Care.expire(machine);
        assertThat(done(machine).server().state())
                .isEqualTo(state == DEPROVISIONING || state == CLEANING ? QUARANTINED : FAILED);
        assertThat(machine.server().fault().cause()).contains(state.word());
    }

    @Test
    void aServerWhoseCleaningNeverBeganMayBeRequalified() {
        var machine = Machines.of(Machines.overdue(DEPROVISIONING));
        Care.expire(machine);
        assertThat(Qualification.requalify(machine)).isTrue();
        assertThat(done(machine).server().state()).isEqualTo(AVAILABLE);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "ENROLLED",
                "VERIFYING",
                "MANAGEABLE",
                "INSPECTING",
                "PREPARING",
                "VALIDATING",
                "AVAILABLE",
                "SERVICING",
                "REPAIRING",
                "FAILED",
                "QUARANTINED"
            })
    void whatNobodyUsesCanBeRetired(ServerState state) {
        var machine = Machines.of(
                state,
                gpu(0, GpuState.DISCOVERED),
                gpu(1, GpuState.AVAILABLE),
                gpu(2, GpuState.DRAINING),
                gpu(3, GpuState.RESETTING),
                gpu(4, GpuState.FAULTY),
                gpu(5, GpuState.RMA));
        assertThat(Care.retire(machine)).isTrue();
        assertThat(states(done(machine))).containsOnly(GpuState.REMOVED);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESERVED", "DEPLOYING", "ACTIVE", "DEPROVISIONING", "CLEANING", "RETIRED"})
    void whatIsUsedCannotBeRetired(ServerState state) {
        assertThat(Care.retire(Machines.of(state))).isFalse();
    }

    @Test
    void aRetiredServerThatIsDiscoveredAgainBeginsAnew() {
        var machine = Machines.of(RETIRED, gpu(0, GpuState.REMOVED));
        Care.seen(machine, gpu(0, GpuState.REMOVED), "OK", Machines.facts(0, "S0"));
        Qualification.inspected(machine);
        assertThat(done(machine).server().state()).isEqualTo(AVAILABLE);
        assertThat(states(machine)).containsExactly(GpuState.AVAILABLE);
    }

    @ParameterizedTest
    @EnumSource(names = {"DISCOVERED", "AVAILABLE", "RESERVED", "ALLOCATED", "DRAINING", "RESETTING"})
    void aBrokenGpuIsFaultyAndWhoHoldsItKeepsIt(GpuState state) {
        var machine = Machines.of(ACTIVE, gpu(0, state));
        Care.fault(machine, new UUID(1, 0), "Xid 79: GPU has fallen off the bus");
        var gpu = done(machine).gpus().iterator().next();
        assertThat(gpu.state()).isEqualTo(GpuState.FAULTY);
        assertThat(gpu.hold() != null).isEqualTo(state == GpuState.RESERVED || state == GpuState.ALLOCATED);
        assertThat(machine.told())
                .anyMatch(t -> t.data() instanceof GpuStatusChanged g
                        && g.to().equals("faulty")
                        && g.cause().contains("Xid 79")
                        && !g.allocatable());
    }

    @Test
    void aFaultyGpuStaysFaultyThroughReleaseAndCleaning() {
        var machine = Machines.dirty(ACTIVE, gpu(0, GpuState.ALLOCATED));
        Care.fault(machine, new UUID(1, 0), "Xid 79");
        Holds.release(machine, HOLD.allocationId(), List.of(new UUID(1, 0)), true);
        Provisioning.cleanStarted(machine);
        Provisioning.cleaned(machine);
        assertThat(machine.server().state()).isEqualTo(AVAILABLE);
        assertThat(states(machine)).containsExactly(GpuState.FAULTY);
        assertThat(machine.gpus().iterator().next().hold()).isNull();
    }

    @Test
    void requalifyingHealsFaultyGpusThatAreThere() {
        var there = gpu(0, GpuState.FAULTY);
        var machine = Machines.of(AVAILABLE, there, gpu(1, GpuState.FAULTY).absent());
        assertThat(Qualification.requalify(machine)).isTrue();
        assertThat(states(done(machine))).containsExactly(GpuState.AVAILABLE, GpuState.FAULTY);
    }

    @Test
    void aGpuThatIsNotSeenIsFaultyOrTakenOutByAPerson() {
        var broken = Machines.of(AVAILABLE, gpu(0, GpuState.AVAILABLE));
        Care.missing(broken, gpu(0, GpuState.AVAILABLE));
        assertThat(states(done(broken))).containsExactly(GpuState.FAULTY);

        var sentBack = Machines.of(AVAILABLE, gpu(0, GpuState.FAULTY));
        Care.missing(sentBack, gpu(0, GpuState.FAULTY).withMaintenance(true));
        assertThat(states(done(sentBack))).containsExactly(GpuState.RMA);

        var removed = Machines.of(AVAILABLE, gpu(0, GpuState.AVAILABLE));
        Care.missing(removed, gpu(0, GpuState.AVAILABLE).withMaintenance(true));
        assertThat(states(done(removed))).containsExactly(GpuState.REMOVED);
    }

    @Test
    void aGpuThatComesBackOrMovesBeginsAnew() {
        var back = Machines.of(AVAILABLE);
        Care.seen(back, gpu(0, GpuState.RMA), "OK", Machines.facts(0, "S0"));
        assertThat(states(done(back))).containsExactly(GpuState.DISCOVERED);

        var moved = Machines.of(AVAILABLE);
        var elsewhere = gpu(0, GpuState.FAULTY)
                .seenIn(new UUID(0, 2), "OK", Machines.facts(0, "S0"))
                .absent();
        Care.seen(moved, elsewhere, "OK", Machines.facts(3, "S0"));
        assertThat(states(done(moved))).containsExactly(GpuState.DISCOVERED);
        assertThat(moved.gpus().iterator().next().serverId()).isEqualTo(new UUID(0, 1));
    }

    @Test
    void gpusThatStayTooLongAreForcedOut() {
        for (GpuState state : List.of(GpuState.RESERVED, GpuState.DRAINING, GpuState.RESETTING)) {
            var overdue = gpu(0, state).in(new GpuLife.Stay(state, NOW.minusSeconds(9), NOW.minusSeconds(1)), null);
            var machine = Machines.of(CLEANING, overdue);
            Care.expire(machine);
            assertThat(states(done(machine)))
                    .containsExactly(state == GpuState.RESERVED ? GpuState.DRAINING : GpuState.FAULTY);
        }
    }

    @Test
    void aServerWhoseBmcIsAwayIsNotHandedOut() {
        var machine = Machines.of(AVAILABLE, gpu(0, GpuState.AVAILABLE));
        Care.vitals(machine, null, null, false, "timeout");
        assertThat(machine.server().state()).isEqualTo(AVAILABLE);
        assertThat(machine.told()).anyMatch(t -> t.data() instanceof GpuStatusChanged g && !g.allocatable());
    }

    @Test
    void aServerThatWaitsForItsInspectionIsTriedAgainFirst() {
        var machine = Machines.of(Machines.overdue(VERIFYING));
        assertThat(Care.mayTryAgain(machine, 1)).isTrue();
        Care.tryAgain(machine);
        assertThat(machine.server().stay().deadline()).isAfter(NOW);
        assertThat(Care.mayTryAgain(machine, 1)).isFalse();
    }
}
