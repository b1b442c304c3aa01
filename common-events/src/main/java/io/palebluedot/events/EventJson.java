package io.palebluedot.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.palebluedot.events.jetstream.PoisonEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events as CloudEvents 1.0 in structured JSON. */
public final class EventJson {

    private static final int MAX_DEPTH = 64;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            // A newer producer may add fields.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
    }

    private EventJson() {}

    /** The mapper of event data: snake_case, absent instead of null, times in RFC 3339. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** The data alone, as the outbox keeps it. */
    public static String data(EventData data) {
        try {
            return switch (data) {
                case ExternalEvent.Unknown unknown -> MAPPER.writeValueAsString(unknown.content());
                default -> MAPPER.writeValueAsString(data);
            };
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "event cannot be written: " + data.getClass().getSimpleName(), e);
        }
    }

    /** The whole envelope around data that is JSON already. */
    public static byte[] envelope(
            UUID id,
            String source,
            String type,
            String subject,
            long sequence,
            Instant time,
            @Nullable String traceparent,
            String dataJson) {
        var json = new StringBuilder(dataJson.length() + 320);
        json.append("{\"specversion\":\"1.0\",\"id\":\"").append(id);
        quoted(json.append("\",\"source\":\""), source);
        quoted(json.append("\",\"type\":\""), type);
        quoted(json.append("\",\"subject\":\""), subject);
        json.append("\",\"time\":\"").append(time);
        json.append("\",\"datacontenttype\":\"application/json\",\"sequence\":\"")
                .append(sequence)
                .append('"');
        if (traceparent != null) {
            quoted(json.append(",\"traceparent\":\""), traceparent);
            json.append('"');
        }
        json.append(",\"data\":").append(dataJson).append('}');
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void quoted(StringBuilder json, String text) {
        JsonStringEncoder.getInstance().quoteAsString(text, json);
    }

    /**
     * Reads an envelope. A type that is not in the catalogue becomes {@link ExternalEvent.Unknown}.
     *
     * @throws PoisonEvent when it is no CloudEvent or its data does not fit its type
     */
    public static PbdEvent read(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (!(node instanceof ObjectNode)) {
                throw new PoisonEvent("not a JSON object");
            }
            String type = text(node, "type");
            var traceparent = node.get("traceparent");
            return new PbdEvent(
                    UUID.fromString(text(node, "id")),
                    text(node, "source"),
                    text(node, "subject"),
                    Long.parseLong(node.path("sequence").asText("0")),
                    Instant.parse(text(node, "time")),
                    traceparent == null ? null : traceparent.asText(),
                    readData(type, node.path("data")));
        } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
            throw new PoisonEvent("no readable event: " + e.getMessage(), e);
        }
    }

    private static EventData readData(String type, JsonNode data) throws JsonProcessingException {
        var entry = EventCatalogue.ofType(type);
        return entry.isEmpty()
                ? new ExternalEvent.Unknown(type, data)
                : MAPPER.treeToValue(data, entry.get().dataClass());
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new PoisonEvent("attribute " + field + " is missing");
        }
        return value.asText();
    }
}
