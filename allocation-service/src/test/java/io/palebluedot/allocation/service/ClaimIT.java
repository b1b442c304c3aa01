package io.palebluedot.allocation.service;

import static io.palebluedot.allocation.service.ServiceUnderTest.WAIT;
import static io.palebluedot.allocation.service.ServiceUnderTest.assertRefused;
import static io.palebluedot.allocation.service.ServiceUnderTest.ref;
import static io.palebluedot.allocation.service.ServiceUnderTest.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.palebluedot.proto.allocation.v1.AllocatedGpu;
import io.palebluedot.proto.allocation.v1.Allocation;
import io.palebluedot.proto.allocation.v1.AllocationServiceGrpc;
import io.palebluedot.proto.allocation.v1.AllocationState;
import io.palebluedot.proto.allocation.v1.CreateAllocationRequest;
import io.palebluedot.proto.allocation.v1.GetCapacityRequest;
import io.palebluedot.proto.allocation.v1.GetProjectRequest;
import io.palebluedot.proto.allocation.v1.ListAllocationsRequest;
import io.palebluedot.proto.allocation.v1.Priority;
import io.palebluedot.proto.allocation.v1.QuotaLimit;
import io.palebluedot.proto.allocation.v1.ReleaseAllocationRequest;
import io.palebluedot.proto.allocation.v1.SetQuotaRequest;
import io.palebluedot.rpc.GrpcFailures;
import io.palebluedot.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = AllocationServers.class, initArgs = @ResourceArg(name = "database", value = "allocation"))
class ClaimIT {

    @Inject
    ServiceUnderTest service;

    @Inject
    Inventory inventory;

    @Test
    void fiveHundredAtOnceOverSixtyFourGpusGiveEachGpuOnce() throws Exception {
        String model = unique("H100");
        for (int i = 0; i < 8; i++) {
            inventory.machine("active", model, 8);
        }
        service.awaitFree(model, 64);
        var stub = TestTokens.as(AllocationServiceGrpc.newFutureStub(service.channel()), TestTokens.admin());
        var user = service.engineer(service.project());
        var answers = new ArrayList<ListenableFuture<Allocation>>();
        for (int i = 0; i < 500; i++) {
            answers.add(stub.createAllocation(gpus(user.getName(), model, 1).build()));
        }
        var given = new ArrayList<String>();
        var refusals = new HashSet<String>();
        for (var answer : answers) {
            try {
                given.addAll(answer.get().getGpusList().stream()
                        .map(AllocatedGpu::getGpuId)
                        .toList());
            } catch (ExecutionException e) {
                refusals.add(GrpcFailures.reason((StatusRuntimeException) e.getCause()));
            }
        }
        assertThat(given).hasSize(64).doesNotHaveDuplicates();
        assertThat(refusals).containsExactly("NO_CAPACITY");
        assertThat(service.count(
                        "select count(*) from allocation_gpu where given_up_at is null and model = '" + model + "'"))
                .isEqualTo(64);
        assertThat(service.free(model)).isZero();
    }

    @Test
    void connectionsKilledInTheMiddleGiveNothingTwiceAndLoseNoAnswer() throws Exception {
        String model = unique("H100");
        for (int i = 0; i < 8; i++) {
            inventory.machine("active", model, 8);
        }
        service.awaitFree(model, 64);
        var stub = TestTokens.as(AllocationServiceGrpc.newFutureStub(service.channel()), TestTokens.admin());
        var user = service.engineer(service.project());
        var answers = new ArrayList<ListenableFuture<Allocation>>();
        for (int i = 0; i < 300; i++) {
            answers.add(stub.createAllocation(gpus(user.getName(), model, 1).build()));
            if (i % 60 == 30) {
                service.killConnections();
            }
        }
        var given = new ArrayList<String>();
        for (var answer : answers) {
            try {
                given.add(answer.get().getGpus(0).getGpuId());
            } catch (ExecutionException e) {
                assertThat(GrpcFailures.reason((StatusRuntimeException) e.getCause()))
                        .isIn("NO_CAPACITY", "DATABASE_UNAVAILABLE");
            }
        }
        assertThat(given).doesNotHaveDuplicates();
        assertThat(service.count(
                        "select count(*) from allocation_gpu where given_up_at is null and model = '" + model + "'"))
                .as("held in the database and told to somebody are the same")
                .isEqualTo(given.size());
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(service.count("select count(*) from outbox_waiting"))
                        .isZero());
    }

    @Test
    void thePartialIndexHoldsEvenWhenAllCodeIsWrong() {
        String model = unique("H100");
        inventory.machine("active", model, 1);
        service.awaitFree(model, 1);
        var user = service.engineer(service.project());
        var first = service.allocations()
                .createAllocation(gpus(user.getName(), model, 1).build());
        var gpu = first.getGpus(0).getGpuId();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> service.sql(
                        "insert into allocation_gpu (allocation_id, gpu_id, gpu_name, server_id, server_name, project_id, held_at) select allocation_id,"
                                + " gpu_id, gpu_name, server_id, server_name, project_id, now() from allocation_gpu where gpu_id = '"
                                + gpu + "'")))
                .hasMessageContaining("allocation_gpu_once");
    }

    @Test
    void gangsAreAllOrNothingAndWholeServersStayWhole() {
        String model = unique("H100");
        inventory.machine("active", model, 8);
        inventory.machine("active", model, 8);
        service.awaitFree(model, 16);
        var user = service.engineer(service.project());
        var two = service.allocations()
                .createAllocation(gpus(user.getName(), model, 2).build());
        var three = service.allocations()
                .createAllocation(gpus(user.getName(), model, 3).build());
        assertThat(three.getServerIds(0)).isEqualTo(two.getServerIds(0));
        var capacity = service.allocations()
                .getCapacity(GetCapacityRequest.newBuilder().setModel(model).build());
        assertThat(capacity.getTotalGpus()).isEqualTo(16);
        assertThat(capacity.getFreeGpus()).isEqualTo(11);
        assertThat(capacity.getLargestSingleServer()).isEqualTo(8);
        assertThat(capacity.getLargestGang()).isEqualTo(11);
        assertThat(capacity.getFreeWholeServers()).isEqualTo(1);
        assertRefused(
                () -> service.allocations()
                        .createAllocation(gpus(user.getName(), model, 12).build()),
                Status.Code.RESOURCE_EXHAUSTED,
                "NO_CAPACITY");
        var gang = service.allocations()
                .createAllocation(gpus(user.getName(), model, 11).build());
        assertThat(gang.getGpusCount()).isEqualTo(11);
        assertThat(service.allocations().explainAllocation(ref(gang))).satisfies(e -> {
            assertThat(e.getPlaced()).isTrue();
            assertThat(e.getSummary()).contains("11 GPUs of " + model + " on 2 servers");
            assertThat(e.getReasonsList()).isNotEmpty();
        });
    }

    @Test
    void aDryRunHoldsNothing() {
        String model = unique("H100");
        inventory.machine("active", model, 4);
        service.awaitFree(model, 4);
        var user = service.engineer(service.project());
        var dry = service.allocations()
                .createAllocation(gpus(user.getName(), model, 3).setDryRun(true).build());
        assertThat(dry.getDryRun()).isTrue();
        assertThat(dry.getId()).isEmpty();
        assertThat(dry.getGpusList()).hasSize(3).allMatch(g -> g.getState().equals("proposed"));
        assertThat(service.free(model)).isEqualTo(4);
        assertRefused(
                () -> service.allocations()
                        .createAllocation(
                                gpus(user.getName(), model, 5).setDryRun(true).build()),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_INPUT");
    }

    @Test
    void waitingRequestsAreServedByPriorityWhenSomethingIsFreed() {
        String model = unique("H100");
        var machine = inventory.machine("active", model, 2);
        service.awaitFree(model, 2);
        var user = service.engineer(service.project());
        var holder = service.allocations()
                .createAllocation(gpus(user.getName(), model, 2).build());
        var late = service.allocations()
                .createAllocation(
                        gpus(user.getName(), model, 2).setQueue("wait").build());
        var first = service.allocations()
                .createAllocation(gpus(user.getName(), model, 2)
                        .setQueue("wait")
                        .setPriority(Priority.PRIORITY_RESERVED)
                        .build());
        assertThat(first.getState()).isEqualTo(AllocationState.ALLOCATION_STATE_QUEUED);
        assertThat(service.allocations().explainAllocation(ref(late)).getReasonsList())
                .anyMatch(r -> r.getCode().equals("TO_BE_FREED"));
        service.release(holder);
        inventory.returned(machine, "available");
        service.awaitState(first, AllocationState.ALLOCATION_STATE_RESERVED);
        assertThat(service.get(late).getState()).isEqualTo(AllocationState.ALLOCATION_STATE_QUEUED);
        assertThat(service.events(first.getId())).containsExactly("queued", "reserved");
        assertThat(service.get(first).getGpusCount()).isEqualTo(2);
    }

    @Test
    void quotasFailClosedAlsoAtTheSameTime() throws Exception {
        String model = unique("H100");
        inventory.machine("active", model, 8);
        service.awaitFree(model, 8);
        var project = service.project();
        var user = service.engineer(project);
        var admin = service.people(TestTokens.admin());
        admin.setQuota(SetQuotaRequest.newBuilder()
                .setRef(project.getId())
                .addLimits(QuotaLimit.newBuilder().setGpuModel(model).setMaxGpus(3))
                .build());
        var stub = TestTokens.as(AllocationServiceGrpc.newFutureStub(service.channel()), TestTokens.admin());
        var answers = new ArrayList<ListenableFuture<Allocation>>();
        for (int i = 0; i < 20; i++) {
            answers.add(stub.createAllocation(gpus(user.getName(), model, 1).build()));
        }
        int given = 0;
        for (var answer : answers) {
            try {
                given += answer.get().getGpusCount();
            } catch (ExecutionException e) {
                assertThat(GrpcFailures.reason((StatusRuntimeException) e.getCause()))
                        .isEqualTo("QUOTA_EXCEEDED");
            }
        }
        assertThat(given).isEqualTo(3);
        var quota = admin.getQuota(
                GetProjectRequest.newBuilder().setRef(project.getId()).build());
        assertThat(quota.getLimits(0).getUsedGpus()).isEqualTo(3);

        admin.setQuota(SetQuotaRequest.newBuilder()
                .setRef(project.getId())
                .setGpuHoursPerMonth(1)
                .build());
        service.sql("update allocation_gpu set held_at = now() - interval '2 hours' where project_id = '"
                + project.getId() + "'");
        assertRefused(
                () -> service.allocations()
                        .createAllocation(gpus(user.getName(), model, 1).build()),
                Status.Code.RESOURCE_EXHAUSTED,
                "QUOTA_EXCEEDED");
    }

    @Test
    void tenantsSeeAndTouchOnlyTheirOwn() {
        String model = unique("H100");
        inventory.machine("active", model, 4);
        service.awaitFree(model, 4);
        var mine = service.project();
        var theirs = service.project();
        var me = service.engineer(mine);
        var other = service.engineer(theirs);
        var my = service.allocations(service.signIn(me.getName()));
        var foreign = service.allocations()
                .createAllocation(gpus(other.getName(), model, 1).build());
        var own = my.createAllocation(CreateAllocationRequest.newBuilder()
                .setGpuModel(model)
                .setGpuCount(1)
                .build());
        assertThat(own.getUserId()).isEqualTo(me.getId());
        assertThat(own.getProjectId()).isEqualTo(mine.getId());
        assertThat(my.listAllocations(ListAllocationsRequest.getDefaultInstance())
                        .getAllocationsList())
                .extracting(Allocation::getId)
                .containsExactly(own.getId());
        assertRefused(() -> my.getAllocation(ref(foreign)), Status.Code.NOT_FOUND, "ALLOCATION_NOT_FOUND");
        assertRefused(
                () -> my.releaseAllocation(ReleaseAllocationRequest.newBuilder()
                        .setRef(foreign.getId())
                        .build()),
                Status.Code.NOT_FOUND,
                "ALLOCATION_NOT_FOUND");
        assertRefused(() -> my.stopAllocation(ref(foreign)), Status.Code.NOT_FOUND, "ALLOCATION_NOT_FOUND");
        assertRefused(
                () -> my.createAllocation(gpus(other.getName(), model, 1).build()),
                Status.Code.PERMISSION_DENIED,
                "PERMISSION_DENIED");
        assertRefused(
                () -> my.createAllocation(gpus(me.getName(), model, 1)
                        .setProject(theirs.getName())
                        .build()),
                Status.Code.PERMISSION_DENIED,
                "PERMISSION_DENIED");
        assertRefused(
                () -> service.allocations(TestTokens.viewer())
                        .createAllocation(gpus(me.getName(), model, 1).build()),
                Status.Code.PERMISSION_DENIED,
                "PERMISSION_DENIED");
        assertThat(service.allocations(TestTokens.viewer())
                        .getAllocation(ref(foreign))
                        .getId())
                .isEqualTo(foreign.getId());
    }

    @Test
    void badRequestsAreRefusedWithTheirField() {
        String model = unique("H100");
        var machine = inventory.machine("active", model, 2);
        service.awaitFree(model, 2);
        var user = service.engineer(service.project());
        var create = service.allocations();
        assertRefused(
                () -> create.createAllocation(gpus("no-such-user", model, 1).build()),
                Status.Code.NOT_FOUND,
                "USER_NOT_FOUND");
        assertRefused(
                () -> create.createAllocation(CreateAllocationRequest.newBuilder()
                        .setUser(user.getName())
                        .setServer("no-such-server")
                        .build()),
                Status.Code.NOT_FOUND,
                "SERVER_NOT_FOUND");
        for (var bad : List.of(
                gpus(user.getName(), model, -1),
                gpus(user.getName(), model, 0),
                gpus(user.getName(), model, 3),
                gpus(user.getName(), model, 1).setTopology("same_planet"),
                gpus(user.getName(), model, 1).setQueue("maybe"),
                gpus(user.getName(), model, 1).setLeaseSeconds(-5),
                gpus(user.getName(), model, 1).setEnd(at(-10)),
                gpus(user.getName(), model, 1).setStart(at(100)).setEnd(at(50)))) {
            assertRefused(() -> create.createAllocation(bad.build()), Status.Code.INVALID_ARGUMENT, "INVALID_INPUT");
        }
        inventory.gpu(machine.cards().getFirst(), "faulty", false, "Xid 79");
        service.awaitFree(model, 1);
        var byName = CreateAllocationRequest.newBuilder()
                .setUser(user.getName())
                .addGpus(machine.cards().getFirst().name())
                .build();
        assertRefused(() -> create.createAllocation(byName), Status.Code.FAILED_PRECONDITION, "GPU_NOT_AVAILABLE");
    }

    @Test
    void anOlderEventNeverOverwritesANewerOne() {
        String model = unique("H100");
        var card = inventory.machine("active", model, 1).cards().getFirst();
        service.awaitFree(model, 1);
        inventory.gpuOutOfOrder(card, "faulty", false, 50);
        service.awaitFree(model, 0);
        inventory.gpuOutOfOrder(card, "available", true, 49);
        var marker = inventory.machine("active", model, 1);
        service.awaitFree(model, 1);
        assertThat(service.count("select count(*) from gpu where id = '" + card.id() + "' and state = 'faulty'"))
                .isEqualTo(1);
        assertThat(marker.cards()).hasSize(1);
    }

    @Test
    void aStartInTheFutureWaitsForItsTime() {
        String model = unique("H100");
        inventory.machine("active", model, 1);
        service.awaitFree(model, 1);
        var user = service.engineer(service.project());
        var later = service.allocations()
                .createAllocation(gpus(user.getName(), model, 1).setStart(at(3)).build());
        assertThat(later.getState()).isEqualTo(AllocationState.ALLOCATION_STATE_QUEUED);
        await().atMost(WAIT)
                .untilAsserted(() ->
                        assertThat(service.get(later).getState()).isEqualTo(AllocationState.ALLOCATION_STATE_ACTIVE));
    }

    private static CreateAllocationRequest.Builder gpus(String user, String model, int count) {
        return CreateAllocationRequest.newBuilder()
                .setUser(user)
                .setGpuModel(model)
                .setGpuCount(count)
                .setPurpose("AI训练");
    }

    private static Timestamp at(int seconds) {
        return Timestamp.newBuilder()
                .setSeconds(Instant.now().getEpochSecond() + seconds)
                .build();
    }
}
