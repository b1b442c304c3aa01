package io.palebluedot.workflow.engine;

import io.palebluedot.workflow.lifecycle.Workflow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as it stands in the database, with what only readers need.
 *
 * @param closed its allocation gave everything back
 */
public record Stored(
        Workflow workflow, @Nullable Integer templateVersion, Instant updatedAt, long version, boolean closed) {}
