package io.palebluedot.gateway.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of a POST that takes none: absent or {@code {}}; a field in it is refused. */
@Schema(description = "Nothing, or an empty object")
public record NoBody() {

    /**
     * Refuses a body with something in it.
     *
     * @throws JsonProcessingException when it is no empty JSON object
     */
    public static void check(ObjectMapper json, @Nullable String body) throws JsonProcessingException {
        optional(json, body, NoBody.class);
    }

    /**
     * A body that may be absent, whatever media type its absence is said to have.
     *
     * @throws JsonProcessingException when it does not fit the type
     */
    public static <T> @Nullable T optional(ObjectMapper json, @Nullable String body, Class<T> type)
            throws JsonProcessingException {
        return body == null || body.isBlank() ? null : json.readValue(body, type);
    }
}
