package io.palebluedot.allocation.service;

import static io.palebluedot.allocation.service.ServiceUnderTest.WAIT;
import static io.palebluedot.allocation.service.ServiceUnderTest.assertRefused;
import static io.palebluedot.allocation.service.ServiceUnderTest.ref;
import static io.palebluedot.allocation.service.ServiceUnderTest.unique;
import static io.palebluedot.proto.allocation.v1.AllocationState.ALLOCATION_STATE_ACTIVE;
import static io.palebluedot.proto.allocation.v1.AllocationState.ALLOCATION_STATE_CANCELLED;
import static io.palebluedot.proto.allocation.v1.AllocationState.ALLOCATION_STATE_DEGRADED;
import static io.palebluedot.proto.allocation.v1.AllocationState.ALLOCATION_STATE_EXPIRED;
import static io.palebluedot.proto.allocation.v1.AllocationState.ALLOCATION_STATE_FAILED;
import static io.palebluedot.proto.allocation.v1.AllocationState.ALLOCATION_STATE_PROVISIONING;
import static io.palebluedot.proto.allocation.v1.AllocationState.ALLOCATION_STATE_QUEUED;
import static io.palebluedot.proto.allocation.v1.AllocationState.ALLOCATION_STATE_REJECTED;
import static io.palebluedot.proto.allocation.v1.AllocationState.ALLOCATION_STATE_RELEASED;
import static io.palebluedot.proto.allocation.v1.AllocationState.ALLOCATION_STATE_RESERVED;
import static io.palebluedot.proto.allocation.v1.AllocationState.ALLOCATION_STATE_STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.palebluedot.allocation.lifecycle.Lifecycle;
import io.palebluedot.proto.allocation.v1.AllocatedGpu;
import io.palebluedot.proto.allocation.v1.Allocation;
import io.palebluedot.proto.allocation.v1.CreateAllocationRequest;
import io.palebluedot.proto.allocation.v1.ReleaseAllocationRequest;
import io.palebluedot.proto.allocation.v1.UpdateAllocationRequest;
import io.palebluedot.proto.allocation.v1.UpdateUserRequest;
import io.palebluedot.proto.allocation.v1.User;
import io.palebluedot.proto.common.v1.HistoryEntry;
import io.palebluedot.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Every move of the life cycle, on real servers; the last test counts them. */
@QuarkusTest
@QuarkusTestResource(value = AllocationServers.class, initArgs = @ResourceArg(name = "database", value = "allocation"))
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifecycleIT {

    private static final int LAST = Integer.MAX_VALUE;

    @Inject
    ServiceUnderTest service;

    @Inject
    Inventory inventory;

    private String model;
    private User user;

    @BeforeEach
    void ownModelAndUser() {
        model = unique("H100");
        user = service.engineer(service.project());
    }

    @Test
    void theSeedsBodyHoldsTheWholeServerUntilItIsReleased() {
        var machine = machine("available", 8);
        var allocation = service.allocations()
                .createAllocation(CreateAllocationRequest.newBuilder()
                        .setUser(user.getName())
                        .setServer(machine.name())
                        .setPurpose("AI训练")
                        .build());
        assertThat(allocation.getState()).isEqualTo(ALLOCATION_STATE_RESERVED);
        assertThat(allocation.getStatus()).isEqualTo("pending");
        assertThat(allocation.getGpusList()).hasSize(8);
        assertThat(allocation.getServerIdsList()).containsExactly(machine.id());
        machine.cards().forEach(card -> inventory.gpu(card, "reserved", false, null));

        var workflow = inventory.deployStarted(machine, allocation.getId());
        service.awaitState(allocation, ALLOCATION_STATE_PROVISIONING);
        assertThat(service.get(allocation).getWorkflowId()).isEqualTo(workflow);
        inventory.deploySucceeded(machine, allocation.getId(), workflow);
        service.awaitState(allocation, ALLOCATION_STATE_ACTIVE);

        var released = service.release(allocation);
        assertThat(released.getState()).isEqualTo(ALLOCATION_STATE_RELEASED);
        assertThat(released.getStatus()).isEqualTo("completed");
        assertThat(service.release(allocation)).as("released twice").isEqualTo(released);
        assertThat(service.events(allocation.getId()))
                .containsExactly("reserved", "provisioning_started", "activated", "release_started", "released");
        assertThat(states(allocation))
                .containsExactly("reserving", "reserved", "provisioning", "active", "releasing", "released");
        assertThat(service.free(model))
                .as("busy until inventory offers them again")
                .isZero();
        inventory.returned(machine, "available");
        service.awaitFree(model, 8);
    }

    @Test
    void aGpuGivenBackIsNotGivenAgainOnAnOldOffer() {
        var machine = machine("active", 1);
        var allocation = create(1);
        service.release(allocation);
        assertThat(service.free(model)).isZero();
        inventory.gpu(machine.cards().getFirst(), "available", true, null);
        inventory.gpu(machine.cards().getFirst(), "reserved", false, null);
        inventory.returned(machine, "available");
        service.awaitFree(model, 1);
    }

    @Test
    void onAnInstalledServerAnAllocationIsActiveAtOnce() {
        machine("active", 4);
        var allocation = create(2);
        assertThat(allocation.getState()).isEqualTo(ALLOCATION_STATE_ACTIVE);
        assertThat(service.events(allocation.getId())).containsExactly("reserved", "activated");
        assertThat(service.count("select count(*) from allocation_server where deploy and allocation_id = '"
                        + allocation.getId() + "'"))
                .isZero();
    }

    @Test
    void onlyTheLastOneOnAServerLeavesItToBeCleaned() {
        machine("active", 4);
        var first = create(2);
        var second = create(2);
        service.release(first);
        service.release(second);
        assertThat(cleaned(first)).isEqualTo("false");
        assertThat(cleaned(second)).isEqualTo("true");
    }

    @Test
    void aFailedDeploymentFailsTheAllocationAndGivesTheServerBack() {
        var machine = machine("available", 2);
        var allocation = create(2);
        var workflow = inventory.deployStarted(machine, allocation.getId());
        service.awaitState(allocation, ALLOCATION_STATE_PROVISIONING);
        inventory.deployFailed(machine, allocation.getId(), workflow);
        service.awaitState(allocation, ALLOCATION_STATE_FAILED);
        assertThat(service.get(allocation).getReason()).isEqualTo("step install failed: disk is full");
        assertThat(service.get(allocation).getStatus()).isEqualTo("failed");
        assertThat(service.events(allocation.getId()))
                .containsExactly("reserved", "provisioning_started", "release_started", "ended");
        assertThat(cleaned(allocation)).isEqualTo("true");
    }

    @Test
    void aReservationThatNobodyInstallsFailsAtItsDeadline() {
        machine("available", 2);
        var allocation = create(2);
        service.sql("update allocation set deadline_at = now() where id = '" + allocation.getId() + "'");
        service.awaitState(allocation, ALLOCATION_STATE_FAILED);
        assertThat(service.get(allocation).getReason()).contains("not installed in time");
    }

    @Test
    void aDeploymentWhoseBeginningWasNotHeardOfStillCounts() {
        var machine = machine("available", 2);
        var allocation = create(2);
        inventory.deploySucceeded(
                machine, allocation.getId(), java.util.UUID.randomUUID().toString());
        service.awaitState(allocation, ALLOCATION_STATE_ACTIVE);
    }

    @Test
    void aFailedGpuIsReplacedWithinTheAllocation() {
        var machine = machine("active", 4);
        var allocation = create(2);
        var failed = allocation.getGpus(0);
        inventory.gpu(card(machine, failed), "faulty", false, "Xid 79");
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(held(allocation)).hasSize(2).doesNotContain(failed.getGpuId()));
        var now = service.get(allocation);
        assertThat(now.getState()).isEqualTo(ALLOCATION_STATE_ACTIVE);
        assertThat(now.getGpusList())
                .anyMatch(g ->
                        g.getGpuId().equals(failed.getGpuId()) && g.getState().equals("replaced"));
        assertThat(now.getReason()).contains(failed.getGpuName()).contains("replaced by");
        assertThat(states(allocation))
                .containsExactly("reserving", "reserved", "active", "degraded", "replacing", "active");
        assertThat(service.events(allocation.getId()))
                .containsExactly("reserved", "activated", "degraded", "reserved", "gpu_replaced", "activated");
    }

    @Test
    void withoutASpareItStaysDegradedUntilTheGpuRecoversOrASpareComes() {
        var machine = machine("active", 2);
        var allocation = create(2);
        inventory.gpu(card(machine, allocation.getGpus(0)), "faulty", false, "Xid 79");
        service.awaitState(allocation, ALLOCATION_STATE_DEGRADED);
        inventory.gpu(card(machine, allocation.getGpus(0)), "allocated", false, null);
        service.awaitState(allocation, ALLOCATION_STATE_ACTIVE);

        inventory.gpu(card(machine, allocation.getGpus(1)), "faulty", false, "Xid 48");
        service.awaitState(allocation, ALLOCATION_STATE_DEGRADED);
        var spare = inventory.machine("active", model, 1);
        service.awaitState(allocation, ALLOCATION_STATE_ACTIVE);
        assertThat(held(allocation)).contains(spare.cards().getFirst().id());
    }

    @Test
    void stoppingAndStartingTellWhichServers() {
        machine("active", 4);
        var allocation = create(4);
        assertThat(service.allocations().stopAllocation(ref(allocation)).getState())
                .isEqualTo(ALLOCATION_STATE_STOPPED);
        assertRefused(
                () -> service.allocations().stopAllocation(ref(allocation)),
                Status.Code.FAILED_PRECONDITION,
                "ILLEGAL_STATE");
        assertThat(service.allocations().startAllocation(ref(allocation)).getState())
                .isEqualTo(ALLOCATION_STATE_ACTIVE);
        assertThat(service.events(allocation.getId())).containsExactly("reserved", "activated", "stopped", "started");
    }

    @Test
    void aServerThatOthersUseIsNotPoweredOff() {
        machine("active", 4);
        var first = create(2);
        create(2);
        assertRefused(
                () -> service.allocations().stopAllocation(ref(first)),
                Status.Code.FAILED_PRECONDITION,
                "SERVER_SHARED");
    }

    @Test
    void everyHoldingStateEndsAtItsEndAndCanBeReleased() {
        var reserved = machine("available", 1);
        endNow(create(1));
        inventory.returned(reserved, "retired");

        for (boolean byEnd : List.of(true, false)) {
            var provisioned = inventory.machine("available", model, 1);
            service.awaitFree(model, 1);
            var provisioning = create(1);
            inventory.deployStarted(provisioned, provisioning.getId());
            service.awaitState(provisioning, ALLOCATION_STATE_PROVISIONING);
            end(provisioning, byEnd);

            inventory.machine("active", model, 1);
            service.awaitFree(model, 1);
            var stopped = create(1);
            service.allocations().stopAllocation(ref(stopped));
            end(stopped, byEnd);

            var broken = inventory.machine("active", model, 1);
            service.awaitFree(model, 1);
            var degraded = create(1);
            inventory.gpu(broken.cards().getFirst(), "faulty", false, "Xid 79");
            service.awaitState(degraded, ALLOCATION_STATE_DEGRADED);
            end(degraded, byEnd);
        }
        inventory.machine("available", model, 1);
        service.awaitFree(model, 1);
        service.release(create(1));
        inventory.machine("active", model, 1);
        service.awaitFree(model, 1);
        endNow(create(1));
    }

    @Test
    void whatWaitsIsCancelledExpiresOrIsRejected() {
        machine("active", 1);
        create(1);
        var cancelled = waiting();
        assertThat(service.release(cancelled).getState()).isEqualTo(ALLOCATION_STATE_CANCELLED);
        assertThat(service.events(cancelled.getId())).containsExactly("queued", "ended");

        var expired = waiting();
        service.sql("update allocation set end_at = now() where id = '" + expired.getId() + "'");
        service.awaitState(expired, ALLOCATION_STATE_EXPIRED);

        var rejected = waiting();
        service.people(TestTokens.admin())
                .updateUser(UpdateUserRequest.newBuilder()
                        .setRef(user.getId())
                        .setDisabled(true)
                        .build());
        service.awaitState(rejected, ALLOCATION_STATE_REJECTED);
        assertThat(service.get(rejected).getReason()).contains("disabled");
        assertThat(service.get(rejected).getStatus()).isEqualTo("failed");
    }

    @Test
    void gpuSecondsAreCountedPerGpuFromHoldToGivingBack() {
        machine("active", 4);
        var allocation = create(3);
        service.sql("update allocation_gpu set held_at = now() - interval '100 seconds' where allocation_id = '"
                + allocation.getId() + "'");
        var released = service.release(allocation);
        assertThat(released.getGpuSeconds()).isBetween(300L, 310L);
        assertThat(service.get(allocation).getGpuSeconds()).isEqualTo(released.getGpuSeconds());
    }

    @Test
    void termsChangeUnderVersions() {
        machine("active", 1);
        var allocation = create(1);
        var changed = service.allocations()
                .updateAllocation(UpdateAllocationRequest.newBuilder()
                        .setRef(allocation.getId())
                        .setExpectedVersion(allocation.getVersion())
                        .setPurpose("推理")
                        .setSetLabels(true)
                        .putLabels("team", "a")
                        .setEnd(Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() + 3_600))
                        .build());
        assertThat(changed.getPurpose()).isEqualTo("推理");
        assertThat(changed.getLabelsMap()).containsEntry("team", "a");
        assertThat(changed.hasEnd()).isTrue();
        assertRefused(
                () -> service.allocations()
                        .updateAllocation(UpdateAllocationRequest.newBuilder()
                                .setRef(allocation.getId())
                                .setExpectedVersion(allocation.getVersion())
                                .setPurpose("x")
                                .build()),
                Status.Code.ABORTED,
                "VERSION_CONFLICT");
        assertRefused(
                () -> service.allocations()
                        .releaseAllocation(ReleaseAllocationRequest.newBuilder()
                                .setRef(allocation.getId())
                                .setExpectedVersion(allocation.getVersion())
                                .build()),
                Status.Code.ABORTED,
                "VERSION_CONFLICT");
    }

    @Test
    @Order(LAST)
    void everyMoveOfTheTableWasMadeByATest() {
        var made = new HashSet<String>();
        service.pool()
                .query("select distinct from_state, to_state from allocation_history")
                .execute()
                .await()
                .atMost(WAIT)
                .forEach(row -> made.add(row.getString(0) + " → " + row.getString(1)));
        var table = new ArrayList<String>();
        Lifecycle.table()
                .forEach(move ->
                        table.add((move.from() == null ? "" : move.from().wire()) + " → "
                                + move.to().wire()));
        assertThat(made).containsAll(table);
        assertThat(table).as("no move outside the table").containsAll(made);
    }

    private Inventory.Machine machine(String state, int gpus) {
        var machine = inventory.machine(state, model, gpus);
        service.awaitFree(model, gpus);
        return machine;
    }

    private Allocation create(int gpus) {
        return service.allocations().createAllocation(request(gpus).build());
    }

    private Allocation waiting() {
        var allocation = service.allocations()
                .createAllocation(request(1).setQueue("wait").build());
        assertThat(allocation.getState()).isEqualTo(ALLOCATION_STATE_QUEUED);
        return allocation;
    }

    private CreateAllocationRequest.Builder request(int gpus) {
        return CreateAllocationRequest.newBuilder()
                .setUser(user.getName())
                .setGpuModel(model)
                .setGpuCount(gpus);
    }

    private void end(Allocation allocation, boolean byEnd) {
        if (byEnd) {
            endNow(allocation);
        } else {
            assertThat(service.release(allocation).getState()).isEqualTo(ALLOCATION_STATE_RELEASED);
        }
    }

    private void endNow(Allocation allocation) {
        service.sql("update allocation set end_at = now() where id = '" + allocation.getId() + "'");
        service.awaitState(allocation, ALLOCATION_STATE_RELEASED);
        assertThat(states(allocation)).endsWith("expiring", "releasing", "released");
    }

    private List<String> states(Allocation allocation) {
        return service.allocations().listAllocationHistory(ref(allocation)).getEntriesList().stream()
                .map(HistoryEntry::getToState)
                .toList();
    }

    private List<String> held(Allocation allocation) {
        return service.get(allocation).getGpusList().stream()
                .filter(g -> g.getState().equals("held"))
                .map(AllocatedGpu::getGpuId)
                .toList();
    }

    private static Inventory.Card card(Inventory.Machine machine, AllocatedGpu gpu) {
        return machine.cards().stream()
                .filter(c -> c.id().equals(gpu.getGpuId()))
                .findFirst()
                .orElseThrow();
    }

    /** The {@code clean} flag of the only server in the allocation's release event. */
    private String cleaned(Allocation allocation) {
        return service.pool()
                .preparedQuery("select data::json->'servers'->0->>'clean' from outbox where object_id = $1"
                        + " and type = 'io.palebluedot.allocation.release_started.v1'")
                .execute(io.vertx.mutiny.sqlclient.Tuple.of(allocation.getId()))
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .atMost(WAIT);
    }
}
