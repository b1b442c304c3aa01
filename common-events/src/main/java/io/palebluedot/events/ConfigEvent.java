package io.palebluedot.events;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts about configuration; the subject is the id of the server or GPU that is configured. From inventory-service. */
public sealed interface ConfigEvent extends EventData {

    /** A new version exists, or its application to the hardware ended. {@code applyState}: pending, applying, applied, failed. */
    record ConfigChanged(
            String kind,
            int version,
            Map<String, Object> content,
            String applyState,
            @Nullable String author,
            @Nullable String reason)
            implements ConfigEvent {}

    /** The server matches what is expected of its model. */
    record ConfigValidated(String kind, List<String> checks) implements ConfigEvent {}

    /** The server differs from what is expected; it does not become available. */
    record ConfigConflict(String kind, List<Difference> differences) implements ConfigEvent {}

    /** One difference between expectation and observation. */
    record Difference(
            String attribute,
            @Nullable String expected,
            @Nullable String observed) {}
}
