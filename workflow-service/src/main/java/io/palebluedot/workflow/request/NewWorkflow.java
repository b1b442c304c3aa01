package io.palebluedot.workflow.request;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A wish for a workflow, not checked yet; empty texts are null. */
public record NewWorkflow(
        String kind,
        String server,
        @Nullable String template,
        Map<String, Object> parameters,
        List<String> sshKeys,
        @Nullable String userData,
        @Nullable String idempotencyKey,
        @Nullable String allocationId) {}
