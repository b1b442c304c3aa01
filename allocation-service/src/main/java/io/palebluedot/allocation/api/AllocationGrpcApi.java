package io.palebluedot.allocation.api;

import io.palebluedot.allocation.claim.ClaimService;
import io.palebluedot.allocation.fleet.CapacityRepository;
import io.palebluedot.allocation.ledger.AllocationFilter;
import io.palebluedot.allocation.ledger.AllocationRepository;
import io.palebluedot.allocation.lifecycle.AllocationState;
import io.palebluedot.allocation.progress.PowerService;
import io.palebluedot.allocation.progress.TermsService;
import io.palebluedot.allocation.release.ReleaseService;
import io.palebluedot.proto.allocation.v1.Allocation;
import io.palebluedot.proto.allocation.v1.AllocationService;
import io.palebluedot.proto.allocation.v1.Capacity;
import io.palebluedot.proto.allocation.v1.CreateAllocationRequest;
import io.palebluedot.proto.allocation.v1.Explanation;
import io.palebluedot.proto.allocation.v1.GetAllocationRequest;
import io.palebluedot.proto.allocation.v1.GetCapacityRequest;
import io.palebluedot.proto.allocation.v1.ListAllocationHistoryResponse;
import io.palebluedot.proto.allocation.v1.ListAllocationsRequest;
import io.palebluedot.proto.allocation.v1.ListAllocationsResponse;
import io.palebluedot.proto.allocation.v1.ReleaseAllocationRequest;
import io.palebluedot.proto.allocation.v1.UpdateAllocationRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** AllocationService: decodes, checks the form, calls. */
@GrpcService
public class AllocationGrpcApi implements AllocationService {

    private final ClaimService claims;
    private final AllocationRepository allocations;
    private final ReleaseService releases;
    private final PowerService power;
    private final TermsService terms;
    private final CapacityRepository capacity;
    private final Clock clock = Clock.systemUTC();

    AllocationGrpcApi(
            ClaimService claims,
            AllocationRepository allocations,
            ReleaseService releases,
            PowerService power,
            TermsService terms,
            CapacityRepository capacity) {
        this.claims = claims;
        this.allocations = allocations;
        this.releases = releases;
        this.power = power;
        this.terms = terms;
        this.capacity = capacity;
    }

    @Override
    public Uni<Allocation> createAllocation(CreateAllocationRequest request) {
        var claim = CreateRequests.read(Caller.current(), request, clock.instant());
        var decided = claims.claim(claim);
        return request.getDryRun()
                ? decided.map(AllocationMessages::dryRun)
                : decided.map(AllocationMessages::allocation);
    }

    @Override
    public Uni<Allocation> getAllocation(GetAllocationRequest request) {
        return allocations.find(Caller.current(), request.getRef()).map(AllocationMessages::allocation);
    }

    @Override
    public Uni<ListAllocationsResponse> listAllocations(ListAllocationsRequest request) {
        var filter = new AllocationFilter(
                request.getUser(),
                request.getProject(),
                states(request.getStatus()),
                request.getServerId(),
                request.getGpuId());
        return allocations
                .list(Caller.current(), filter, request.getPage())
                .map(page -> ListAllocationsResponse.newBuilder()
                        .addAllAllocations(page.items().stream()
                                .map(AllocationMessages::allocation)
                                .toList())
                        .setPage(page.info())
                        .build());
    }

    private static Set<AllocationState> states(String word) {
        if (word.isEmpty()) {
            return Set.of();
        }
        return AllocationState.ofFilter(word)
                .orElseThrow(() -> Failures.invalid("status", "is no status or state of an allocation"));
    }

    @Override
    public Uni<Allocation> updateAllocation(UpdateAllocationRequest request) {
        var errors = new Errors();
        CreateRequests.checkLabels(errors, request.getLabelsMap());
        errors.check(request.getPurpose().length() <= 1_000, "purpose", "is too long")
                .throwIfAny();
        var change = new TermsService.Change(
                request.hasPurpose() ? request.getPurpose() : null,
                request.getSetLabels() ? request.getLabelsMap() : null,
                request.hasEnd() ? Times.read(request.getEnd()) : null);
        var version = version(request.hasExpectedVersion(), request.getExpectedVersion());
        return terms.change(Caller.current(), request.getRef(), version, change).map(AllocationMessages::allocation);
    }

    @Override
    public Uni<Allocation> releaseAllocation(ReleaseAllocationRequest request) {
        var version = version(request.hasExpectedVersion(), request.getExpectedVersion());
        return releases.release(Caller.current(), request.getRef(), version, request.getReason())
                .map(AllocationMessages::allocation);
    }

    @Override
    public Uni<Allocation> startAllocation(GetAllocationRequest request) {
        return power.start(Caller.current(), request.getRef()).map(AllocationMessages::allocation);
    }

    @Override
    public Uni<Allocation> stopAllocation(GetAllocationRequest request) {
        return power.stop(Caller.current(), request.getRef()).map(AllocationMessages::allocation);
    }

    @Override
    public Uni<Explanation> explainAllocation(GetAllocationRequest request) {
        return allocations
                .find(Caller.current(), request.getRef())
                .chain(allocation -> claims.explain(allocation)
                        .map(explanation -> AllocationMessages.explanation(allocation, explanation)));
    }

    @Override
    public Uni<ListAllocationHistoryResponse> listAllocationHistory(GetAllocationRequest request) {
        return allocations
                .find(Caller.current(), request.getRef())
                .chain(allocation -> allocations
                        .history(allocation.id())
                        .map(entries -> ListAllocationHistoryResponse.newBuilder()
                                .addAllEntries(entries.stream()
                                        .map(e -> AllocationMessages.history(allocation.idText(), e))
                                        .toList())
                                .build()));
    }

    @Override
    public Uni<Capacity> getCapacity(GetCapacityRequest request) {
        return capacity.capacity(request.getModel(), request.getRack()).map(AllocationMessages::capacity);
    }

    private static @Nullable Long version(boolean given, long version) {
        return given ? Long.valueOf(version) : null;
    }
}
