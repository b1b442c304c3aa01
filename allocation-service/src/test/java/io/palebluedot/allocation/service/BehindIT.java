package io.palebluedot.allocation.service;

import static io.palebluedot.allocation.service.ServiceUnderTest.assertRefused;
import static io.palebluedot.allocation.service.ServiceUnderTest.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.palebluedot.allocation.service.Inventory.Machine;
import io.palebluedot.events.Ids;
import io.palebluedot.proto.allocation.v1.Allocation;
import io.palebluedot.proto.allocation.v1.CreateAllocationRequest;
import io.palebluedot.proto.allocation.v1.User;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Requests that name what inventory knows and whose events have not come yet. */
@QuarkusTest
@QuarkusTestResource(value = AllocationServers.class, initArgs = @ResourceArg(name = "database", value = "allocation"))
class BehindIT {

    @Inject
    ServiceUnderTest service;

    @Inject
    Inventory inventory;

    @ConfigProperty(name = "pbd.grpc.inventory")
    String address;

    @Test
    void aServerOfWhichNoEventCameYetIsAllocatedByItsName() throws Exception {
        var machine = untold(unique("H100"));
        var user = service.engineer(service.project());
        try (var answers = new InventoryAnswers(address, machine, "available", 3)) {
            assertThat(claim(user, machine).getGpusCount()).isEqualTo(2);
            assertThat(answers.asked).containsExactly(List.of(machine.name()));
        }
        assertRefused(() -> claim(user, machine), Status.Code.FAILED_PRECONDITION, "SERVER_NOT_AVAILABLE");
    }

    @Test
    void aServerWhoseCleaningIsOverIsAllocatedBeforeItsEventComes() throws Exception {
        var machine = inventory.machine("cleaning", unique("H100"), 2);
        service.awaitFree(machine.model(), 0);
        var user = service.engineer(service.project());
        assertRefused(() -> claim(user, machine), Status.Code.FAILED_PRECONDITION, "SERVER_NOT_AVAILABLE");
        try (var answers = new InventoryAnswers(address, machine, "available", 9)) {
            assertThat(claim(user, machine).getGpusCount()).isEqualTo(2);
            assertThat(answers.asked).hasSize(1);
        }
    }

    @Test
    void anOfferThatWasAskedForIsNotTheConfirmationThatAGivenBackGpuWaitsFor() throws Exception {
        var machine = inventory.machine("active", unique("H100"), 2);
        service.awaitFree(machine.model(), 2);
        var user = service.engineer(service.project());
        service.release(claim(user, machine));
        try (var answers = new InventoryAnswers(address, machine, "available", 9)) {
            assertRefused(() -> claim(user, machine), Status.Code.FAILED_PRECONDITION, "SERVER_NOT_AVAILABLE");
            assertThat(answers.asked).isNotEmpty();
        }
        inventory.returned(machine, "available");
        service.awaitFree(machine.model(), 2);
    }

    private Allocation claim(User user, Machine machine) {
        return service.allocations()
                .createAllocation(CreateAllocationRequest.newBuilder()
                        .setUser(user.getName())
                        .setServer(machine.name())
                        .setPurpose("test")
                        .build());
    }

    private static Machine untold(String model) {
        String id = Ids.newId();
        String name = unique("server");
        return new Machine(
                id,
                name,
                model,
                List.of(
                        new Inventory.Card(Ids.newId(), name + "-gpu-0", id, name, 0, model),
                        new Inventory.Card(Ids.newId(), name + "-gpu-1", id, name, 1, model)));
    }
}
