package io.palebluedot.allocation.api;

import io.palebluedot.allocation.claim.Claim;
import io.palebluedot.allocation.claim.Terms;
import io.palebluedot.allocation.ledger.Priority;
import io.palebluedot.allocation.planner.Demand;
import io.palebluedot.allocation.planner.Request;
import io.palebluedot.allocation.planner.Topology;
import io.palebluedot.events.Ids;
import io.palebluedot.proto.allocation.v1.CreateAllocationRequest;
import io.palebluedot.rpc.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks what a caller asks for; the names of bad fields are those of the REST body. */
final class CreateRequests {

    private static final int MAX_GPUS = 100_000;
    private static final int MAX_NAMED = 4_096;
    private static final int MAX_TEXT = 1_000;
    private static final int MAX_LABELS = 64;
    private static final int MAX_KEYS = 64;
    private static final int MAX_KEY_LENGTH = 8_192;
    private static final int MAX_USER_DATA = 64 * 1_024;
    private static final long BYTES_PER_GB = 1L << 30;
    private static final Set<String> QUEUE_WORDS = Set.of("", "wait", "refuse");

    private CreateRequests() {}

    static Claim read(Caller caller, CreateAllocationRequest message, Instant now) {
        var errors = new Errors();
        var topology = Topology.ofWire(message.getTopology());
        checkAmount(errors, message);
        checkTerms(errors, message, now);
        errors.check(
                topology.isPresent(), "topology", "must be same_server, same_nvlink_domain, same_rack or spread_racks");
        errors.throwIfAny();
        var request = new Request(
                demand(message),
                message.getGpuModel().isEmpty() ? null : message.getGpuModel(),
                message.getMinMemoryGb() * BYTES_PER_GB,
                topology.orElseThrow(),
                message.getExclusiveServer());
        return new Claim(
                Ids.newUuid(),
                caller,
                message.getUser().isEmpty() ? caller.id() : message.getUser(),
                message.getProject(),
                request,
                terms(message),
                mode(message),
                now);
    }

    private static void checkAmount(Errors errors, CreateAllocationRequest message) {
        boolean named = message.getGpusCount() > 0;
        boolean server = !message.getServer().isEmpty();
        errors.check(
                        named || server || message.getGpuCount() != 0 || message.getServers() != 0,
                        "gpu_count",
                        "one of server_id, gpu_ids, gpu_count or servers is needed")
                .check(inRange(message.getGpuCount()), "gpu_count", "must be from 1 to " + MAX_GPUS)
                .check(inRange(message.getServers()), "servers", "must be from 1 to " + MAX_GPUS)
                .check(inRange(message.getMinMemoryGb()), "min_memory_gb", "must not be negative")
                .check(message.getGpusCount() <= MAX_NAMED, "gpu_ids", "must be at most " + MAX_NAMED)
                .check(
                        new HashSet<>(message.getGpusList()).size() == message.getGpusCount()
                                && message.getGpusList().stream().noneMatch(String::isBlank),
                        "gpu_ids",
                        "must be different and not empty")
                .check(
                        !named || message.getGpuCount() == 0 || message.getGpuCount() == message.getGpusCount(),
                        "gpu_count",
                        "differs from the number of gpu_ids")
                .check(!named || !server, "gpu_ids", "give either gpu_ids or server_id")
                .check(
                        message.getServers() == 0 || !(named || (server && message.getServers() != 1)),
                        "servers",
                        "cannot be given together with gpu_ids or server_id")
                .check(
                        message.getServers() <= 0 || message.getGpuCount() % message.getServers() == 0,
                        "gpu_count",
                        "must be a multiple of servers")
                .check(
                        !named || !message.getExclusiveServer(),
                        "exclusive_server",
                        "cannot be given together with gpu_ids")
                .check(
                        message.getServers() <= 1 || !message.getTopology().equals("same_server"),
                        "topology",
                        "same_server with more than one server");
    }

    private static boolean inRange(int count) {
        return count >= 0 && count <= MAX_GPUS;
    }

    private static void checkTerms(Errors errors, CreateAllocationRequest message, Instant now) {
        var start = message.hasStart() ? Times.read(message.getStart()) : null;
        var end = message.hasEnd() ? Times.read(message.getEnd()) : null;
        errors.check(end == null || end.isAfter(now), "end", "must be in the future")
                .check(end == null || start == null || end.isAfter(start), "end", "must be after start")
                .check(message.getLeaseSeconds() >= 0, "lease", "must not be negative")
                .check(end == null || message.getLeaseSeconds() == 0, "lease", "give either end or lease")
                .check(
                        message.getLeaseSeconds() <= Duration.ofDays(3_660).toSeconds(),
                        "lease",
                        "must be at most ten years")
                .check(QUEUE_WORDS.contains(message.getQueue()), "queue", "must be wait or refuse")
                .check(message.getPurpose().length() <= MAX_TEXT, "purpose", "is too long")
                .check(message.getName().length() <= MAX_TEXT, "name", "is too long")
                .check(message.getTemplate().length() <= MAX_TEXT, "template", "is too long")
                .check(message.getUserData().length() <= MAX_USER_DATA, "user_data", "is too long")
                .check(
                        message.getSshKeysCount() <= MAX_KEYS
                                && message.getSshKeysList().stream().allMatch(k -> k.length() <= MAX_KEY_LENGTH),
                        "ssh_keys",
                        "are too many or too long");
        checkLabels(errors, message.getLabelsMap());
    }

    static void checkLabels(Errors errors, java.util.Map<String, String> labels) {
        errors.check(
                labels.size() <= MAX_LABELS
                        && labels.entrySet().stream()
                                .allMatch(e -> !e.getKey().isBlank()
                                        && e.getKey().length() + e.getValue().length() <= MAX_TEXT),
                "labels",
                "are too many, too long, or have an empty name");
    }

    private static Demand demand(CreateAllocationRequest message) {
        if (message.getGpusCount() > 0) {
            return new Demand.NamedGpus(List.copyOf(message.getGpusList()));
        }
        if (!message.getServer().isEmpty()) {
            return message.getGpuCount() > 0
                    ? new Demand.GpusOfServer(message.getServer(), message.getGpuCount())
                    : new Demand.WholeServer(message.getServer());
        }
        if (message.getServers() > 0) {
            return new Demand.Servers(message.getServers(), each(message));
        }
        return new Demand.Gpus(message.getGpuCount());
    }

    private static @Nullable Integer each(CreateAllocationRequest message) {
        return message.getGpuCount() == 0 ? null : Integer.valueOf(message.getGpuCount() / message.getServers());
    }

    private static Terms terms(CreateAllocationRequest message) {
        return new Terms(
                message.getName(),
                message.getPurpose(),
                switch (message.getPriority()) {
                    case PRIORITY_RESERVED -> Priority.RESERVED;
                    case PRIORITY_PREEMPTIBLE -> Priority.PREEMPTIBLE;
                    case PRIORITY_ON_DEMAND, PRIORITY_UNSPECIFIED, UNRECOGNIZED -> Priority.ON_DEMAND;
                },
                java.util.Map.copyOf(message.getLabelsMap()),
                message.hasStart() ? Times.read(message.getStart()) : null,
                message.hasEnd() ? Times.read(message.getEnd()) : null,
                message.getLeaseSeconds() == 0 ? null : Duration.ofSeconds(message.getLeaseSeconds()),
                message.getTemplate().isEmpty() ? null : message.getTemplate(),
                List.copyOf(message.getSshKeysList()),
                message.getUserData().isEmpty() ? null : message.getUserData());
    }

    private static Claim.Mode mode(CreateAllocationRequest message) {
        if (message.getDryRun()) {
            return Claim.Mode.DRY_RUN;
        }
        return message.getQueue().equals("wait") ? Claim.Mode.HOLD_OR_WAIT : Claim.Mode.HOLD_OR_REFUSE;
    }
}
