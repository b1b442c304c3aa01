package io.palebluedot.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** Names one object of the API. */
public record ObjectKey(String kind, String namespace, String name) {

    /** The key of an object. */
    public static ObjectKey of(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new ObjectKey(
                object.path("kind").asText(),
                metadata.path("namespace").asText(),
                metadata.path("name").asText());
    }
}
