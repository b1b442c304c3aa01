package io.palebluedot.gateway.allocation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.gateway.web.Words;
import io.palebluedot.proto.allocation.v1.CreateAllocationRequest;
import io.palebluedot.proto.allocation.v1.Priority;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody wants to have: a server, certain GPUs, or so many of a kind. */
@Schema(examples = "{\"user_id\": \"user123\", \"server_id\": \"server456\", \"purpose\": \"AI训练\"}")
public record AllocationCreate(
        @Schema(description = "Id or name; absent: the caller") @JsonProperty("user_id") @Nullable @Size(max = 128)
        String user,

        @Nullable @Size(max = 253) String name,
        @Nullable @Size(max = 1_000) String purpose,

        @Schema(description = "Id or name; alone it means the whole server")
        @JsonProperty("server_id")
        @Nullable
        @Size(max = 253)
        String server,

        @Schema(description = "Ids or names") @Nullable @Size(max = 1_024)
        List<@NotBlank @Size(max = 128) String> gpus,

        @Schema(description = "GPUs in all") @Nullable @Min(1) @Max(1_000_000)
        Integer gpuCount,

        @Schema(description = "On how many servers") @Nullable @Min(1) @Max(100_000)
        Integer servers,

        @Nullable @Size(max = 128) String gpuModel,

        @Schema(description = "GB per GPU") @Nullable @Min(1) @Max(100_000)
        Integer minMemoryGb,

        @Nullable @Size(max = 64) Map<@NotBlank @Size(max = 63) String, @NotNull @Size(max = 255) String> labels,

        @Nullable
        @Pattern(
                regexp = "same_server|same_nvlink_domain|same_rack|spread_racks",
                message = "must be one of same_server, same_nvlink_domain, same_rack, spread_racks")
        String topology,

        @Nullable Boolean exclusiveServer,

        @Schema(description = "reserved, on_demand (default), preemptible") @Nullable @Size(max = 20)
        String priority,

        @Nullable Instant start,
        @Nullable Instant end,

        @Schema(description = "Length of the lease") @Nullable @Min(1) @Max(3_153_600_000L)
        Long leaseSeconds,

        @Schema(description = "What to do without capacity; default refuse")
        @Nullable
        @Pattern(regexp = "wait|refuse", message = "must be wait or refuse")
        String queue,

        @Schema(description = "Id or name of the operating system's template") @Nullable @Size(max = 128)
        String template,

        @Nullable @Size(max = 64) List<@NotBlank @Size(max = 8_192) String> sshKeys,

        @Schema(description = "For cloud-init") @Nullable @Size(max = 262_144)
        String userData,

        @Schema(description = "Only tell what would be given") @Nullable
        Boolean dryRun,

        @Schema(description = "Id or name; absent: the user's first")
        @JsonProperty("project_id")
        @Nullable
        @Size(max = 128)
        String project) {

    CreateAllocationRequest request() {
        var request = CreateAllocationRequest.newBuilder()
                .setUser(Wire.orEmpty(user))
                .setName(Wire.orEmpty(name))
                .setPurpose(Wire.orEmpty(purpose))
                .setServer(Wire.orEmpty(server))
                .addAllGpus(orNone(gpus))
                .setGpuCount(orZero(gpuCount))
                .setServers(orZero(servers))
                .setGpuModel(Wire.orEmpty(gpuModel))
                .setMinMemoryGb(orZero(minMemoryGb))
                .putAllLabels(labels == null ? Map.of() : labels)
                .setTopology(Wire.orEmpty(topology))
                .setExclusiveServer(Boolean.TRUE.equals(exclusiveServer))
                .setPriority(Words.parse("priority", priority, Priority.class))
                .setLeaseSeconds(leaseSeconds == null ? 0 : leaseSeconds)
                .setQueue(Wire.orEmpty(queue))
                .setTemplate(Wire.orEmpty(template))
                .addAllSshKeys(orNone(sshKeys))
                .setUserData(Wire.orEmpty(userData))
                .setDryRun(Boolean.TRUE.equals(dryRun))
                .setProject(Wire.orEmpty(project));
        if (start != null) {
            request.setStart(Wire.timestamp(start));
        }
        if (end != null) {
            request.setEnd(Wire.timestamp(end));
        }
        return request.build();
    }

    private static List<String> orNone(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
