package io.palebluedot.alert.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.events.EventJson;
import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.Failures;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Alertmanager's webhook payload, version 4, read strictly: all of it is right or none of it is taken. */
record AlertmanagerPayload(List<Item> items) {

    private static final int MAX_CHARS = 1_000_000;
    private static final int MAX_ALERTS = 1_000;
    private static final int MAX_LABELS = 64;
    private static final int MAX_TEXT = 4_096;

    /** One alert of the payload. */
    record Item(
            boolean firing,
            Map<String, String> labels,
            Map<String, String> annotations,
            Instant startsAt,
            String fingerprint) {}

    /** Fails with INVALID_INPUT that names what is wrong. */
    static AlertmanagerPayload read(String json) {
        if (json.length() > MAX_CHARS) {
            throw Failures.invalid("json", "is larger than " + MAX_CHARS + " characters");
        }
        JsonNode root = tree(json);
        if (!"4".equals(root.path("version").asText())) {
            throw Failures.invalid("version", "must be \"4\"");
        }
        JsonNode alerts = root.path("alerts");
        if (!alerts.isArray() || alerts.size() > MAX_ALERTS) {
            throw Failures.invalid("alerts", "must be a list of " + MAX_ALERTS + " at most");
        }
        var errors = new ArrayList<FieldError>();
        var items = new ArrayList<Item>();
        for (int i = 0; i < alerts.size(); i++) {
            read(alerts.get(i), "alerts[" + i + "]", items, errors);
        }
        if (!errors.isEmpty()) {
            throw Failures.invalid(errors);
        }
        return new AlertmanagerPayload(List.copyOf(items));
    }

    private static JsonNode tree(String json) {
        try {
            var root = EventJson.mapper().readTree(json);
            if (root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw Failures.invalid("json", "cannot be read: " + e.getOriginalMessage());
        }
        throw Failures.invalid("json", "must be an object");
    }

    private static void read(JsonNode alert, String field, List<Item> items, List<FieldError> errors) {
        String status = alert.path("status").asText();
        if (!status.equals("firing") && !status.equals("resolved")) {
            errors.add(new FieldError(field + ".status", "must be firing or resolved"));
            return;
        }
        var labels = texts(alert.path("labels"), field + ".labels", errors);
        var annotations = texts(alert.path("annotations"), field + ".annotations", errors);
        if (labels.getOrDefault("alertname", "").isEmpty()) {
            errors.add(new FieldError(field + ".labels.alertname", "is required"));
        }
        String fingerprint = alert.path("fingerprint").asText();
        if (!fingerprint.matches("[0-9A-Za-z_-]{0,128}")) {
            errors.add(new FieldError(field + ".fingerprint", "is no fingerprint"));
        }
        try {
            var startsAt = OffsetDateTime.parse(alert.path("startsAt").asText()).toInstant();
            items.add(new Item(status.equals("firing"), labels, annotations, startsAt, fingerprint));
        } catch (DateTimeParseException e) {
            errors.add(new FieldError(field + ".startsAt", "must be a time (RFC 3339)"));
        }
    }

    private static Map<String, String> texts(JsonNode node, String field, List<FieldError> errors) {
        var texts = new LinkedHashMap<String, String>();
        if (node.isMissingNode() || node.isNull()) {
            return texts;
        }
        if (!node.isObject() || node.size() > MAX_LABELS) {
            errors.add(new FieldError(field, "must be an object with " + MAX_LABELS + " entries at most"));
            return texts;
        }
        for (var entry : node.properties()) {
            if (!entry.getValue().isTextual() || entry.getValue().asText().length() > MAX_TEXT) {
                errors.add(new FieldError(field + "." + entry.getKey(), "must be a text that is not too long"));
            } else {
                texts.put(entry.getKey(), entry.getValue().asText());
            }
        }
        return texts;
    }
}
