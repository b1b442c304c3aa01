package io.palebluedot.inventory.asset;

import io.palebluedot.rpc.Failure.FieldError;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What labels and names may look like. */
public final class Labels {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final int MAX_LABELS = 64;
    private static final int MAX_VALUE = 255;

    private Labels() {}

    /** Adds what is wrong with labels. */
    public static void check(Map<String, String> labels, List<FieldError> errors) {
        if (labels.size() > MAX_LABELS) {
            errors.add(new FieldError("labels", "at most " + MAX_LABELS));
        }
        labels.forEach((key, value) -> {
            if (!KEY.matcher(key).matches()) {
                errors.add(new FieldError("labels", "a key must match " + KEY));
            } else if (value.length() > MAX_VALUE) {
                errors.add(new FieldError("labels." + key, "at most " + MAX_VALUE + " characters"));
            }
        });
    }

    /** Adds what is wrong with a name; a name must not look like an id. */
    public static void checkName(String name, List<FieldError> errors) {
        if (!NAME.matcher(name).matches() || io.palebluedot.events.Ids.isId(name)) {
            errors.add(new FieldError("name", "must match " + NAME + " and not be a UUID"));
        }
    }

    public static JsonObject json(Map<String, String> labels) {
        var json = new JsonObject();
        labels.forEach(json::put);
        return json;
    }
}
