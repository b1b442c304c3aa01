package io.palebluedot.events;

import com.fasterxml.jackson.databind.JsonNode;

/** Events whose content this version does not define. */
public sealed interface ExternalEvent extends EventData {

    /** Told by somebody outside through POST /events. From alert-service. */
    record Reported(String reportedType, JsonNode content, String reportedBy) implements ExternalEvent {}

    /** A type that this version does not know, kept as it came. */
    record Unknown(String wireType, JsonNode content) implements ExternalEvent {}
}
