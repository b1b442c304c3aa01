package io.palebluedot.paging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.rpc.Failures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Where a page ended: the order it was read in, and the last row's key in that order. Opaque to callers. */
record Cursor(String sort, String value, String id) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LENGTH = 2_048;

    String encode() {
        try {
            byte[] json = JSON.writeValueAsBytes(List.of(sort, value, id));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cursor cannot be written", e);
        }
    }

    static Cursor decode(String text, String sort) {
        if (text.length() > MAX_LENGTH) {
            throw Failures.invalid("cursor", "is not a cursor of this list");
        }
        try {
            String json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            String[] parts = JSON.readValue(json, String[].class);
            if (parts == null || parts.length != 3 || !sort.equals(parts[0]) || parts[1] == null || parts[2] == null) {
                throw Failures.invalid("cursor", "is not a cursor of this list in this order");
            }
            return new Cursor(parts[0], parts[1], parts[2]);
        } catch (IOException | IllegalArgumentException e) {
            throw Failures.invalid("cursor", "is not a cursor of this list");
        }
    }
}
