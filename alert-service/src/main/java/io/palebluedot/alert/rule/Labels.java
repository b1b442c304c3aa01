package io.palebluedot.alert.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.palebluedot.events.EventJson;
import java.util.Map;
import java.util.TreeMap;

/** Labels as JSON text, names in order. */
public final class Labels {

    private static final TypeReference<Map<String, String>> MAP = new TypeReference<>() {};

    private Labels() {}

    public static String write(Map<String, String> labels) {
        try {
            return EventJson.mapper().writeValueAsString(new TreeMap<>(labels));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Map<String, String> read(String json) {
        try {
            return EventJson.mapper().readValue(json, MAP);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("labels cannot be read", e);
        }
    }
}
