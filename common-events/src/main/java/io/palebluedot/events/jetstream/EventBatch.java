package io.palebluedot.events.jetstream;

import io.palebluedot.events.PbdEvent;
import java.util.List;

/** Events taken from a stream together, in stream order; acknowledged or repeated together. */
public record EventBatch(List<PbdEvent> events) {}
