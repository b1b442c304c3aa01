package io.palebluedot.gateway.workflow;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.workflow.v1.CreateWorkflowRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Bodies that begin a workflow. */
final class WorkflowRequests {

    private WorkflowRequests() {}

    /** A workflow of any kind. */
    @Schema(name = "WorkflowCreate", examples = "{\"kind\": \"inspect\", \"server_id\": \"server-001\"}")
    public record Create(
            @NotBlank
            @Pattern(
                    regexp = "deploy|cleanup|inspect|validate|firmware",
                    message = "must be one of deploy, cleanup, inspect, validate, firmware")
            String kind,

            @Schema(description = "Id or name") @NotBlank @Size(max = 253)
            String serverId,

            @Schema(description = "Id or name; deploy only; absent: the default") @Nullable @Size(max = 128)
            String template,

            @Nullable @Size(max = 100) Map<@NotBlank @Size(max = 128) String, Object> parameters,
            @Nullable @Size(max = 64) List<@NotBlank @Size(max = 8_192) String> sshKeys,
            @Nullable @Size(max = 262_144) String userData,
            @Nullable @Size(max = 64) String allocationId) {

        CreateWorkflowRequest.Builder request() {
            var request = CreateWorkflowRequest.newBuilder()
                    .setKind(kind)
                    .setTemplate(Wire.orEmpty(template))
                    .addAllSshKeys(sshKeys == null ? List.of() : sshKeys)
                    .setUserData(Wire.orEmpty(userData))
                    .setAllocationId(Wire.orEmpty(allocationId));
            if (parameters != null) {
                request.setParameters(Wire.struct("parameters", parameters));
            }
            return request;
        }
    }

    /** An operating system for a server. */
    @Schema(name = "DeployRequest", examples = "{\"server_id\": \"server-001\", \"template\": \"ubuntu-24.04\"}")
    public record Deploy(
            @Schema(description = "Id or name") @NotBlank @Size(max = 253)
            String serverId,

            @Schema(description = "Id or name; absent: the default") @Nullable @Size(max = 128)
            String template,

            @Nullable @Size(max = 100) Map<@NotBlank @Size(max = 128) String, Object> parameters,
            @Nullable @Size(max = 64) List<@NotBlank @Size(max = 8_192) String> sshKeys,
            @Nullable @Size(max = 262_144) String userData,
            @Nullable @Size(max = 64) String allocationId) {

        Create asCreate() {
            return new Create("deploy", serverId, template, parameters, sshKeys, userData, allocationId);
        }
    }

    /** A clean server. */
    @Schema(name = "CleanupRequest", examples = "{\"server_id\": \"server-001\"}")
    public record Cleanup(
            @Schema(description = "Id or name") @NotBlank @Size(max = 253)
            String serverId,

            @Nullable @Size(max = 100) Map<@NotBlank @Size(max = 128) String, Object> parameters,
            @Nullable @Size(max = 64) String allocationId) {

        Create asCreate() {
            return new Create("cleanup", serverId, null, parameters, null, null, allocationId);
        }
    }
}
