package io.palebluedot.workflow.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of a workflow's history; {@code step} is null when the workflow itself moved. */
public record Moved(
        @Nullable String step,
        String from,
        String to,
        String trigger,
        @Nullable String cause,
        Instant at) {}
