package io.palebluedot.workflow.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow was asked to be; never changes.
 *
 * @param userData cloud-init or machine configuration of the user; a secret, never shown
 * @param requestedBy user id or service name
 */
public record Order(
        UUID id,
        WorkflowKind kind,
        String serverId,
        @Nullable String allocationId,
        @Nullable String projectId,
        @Nullable String template,
        Map<String, Object> parameters,
        List<String> sshKeys,
        @Nullable String userData,
        String requestedBy,
        Instant createdAt) {}
