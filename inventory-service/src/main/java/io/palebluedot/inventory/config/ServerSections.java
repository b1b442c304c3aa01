package io.palebluedot.inventory.config;

import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.Failures;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sections of a server's configuration that are to be changed; null leaves a section as it is. */
record ServerSections(
        @Nullable JsonObject bios,
        @Nullable JsonObject raid,
        @Nullable JsonObject network) {

    private static final int MOST_ATTRIBUTES = 500;

    /** The configuration with these sections over it: BIOS attributes are merged, other sections replaced. */
    JsonObject over(JsonObject old) {
        check();
        var content = old.copy();
        if (bios != null) {
            content.put(
                    "bios", old.getJsonObject("bios", new JsonObject()).copy().mergeIn(bios));
        }
        if (raid != null) {
            content.put("raid", raid);
        }
        if (network != null) {
            content.put("network", network);
        }
        refuseUnsupported(old, content);
        return content;
    }

    /** No driver can change RAID or host networks yet: what cannot happen is not accepted. */
    static void refuseUnsupported(JsonObject old, JsonObject wanted) {
        for (String section : List.of("raid", "network")) {
            var before = old.getJsonObject(section, new JsonObject());
            var after = wanted.getJsonObject(section, new JsonObject());
            if (!Diff.between(before, after).isEmpty()) {
                throw Failures.unsupported("no driver of this server can change its " + section + " configuration");
            }
        }
    }

    /** BIOS attributes of {@code wanted} that are not already applied. */
    static JsonObject biosChanges(@Nullable JsonObject applied, JsonObject wanted) {
        var before = applied == null ? new JsonObject() : applied.getJsonObject("bios", new JsonObject());
        var changes = new JsonObject();
        wanted.getJsonObject("bios", new JsonObject()).forEach(entry -> {
            if (!Diff.same(entry.getValue(), before.getValue(entry.getKey()))) {
                changes.put(entry.getKey(), entry.getValue());
            }
        });
        return changes;
    }

    private void check() {
        var errors = new ArrayList<FieldError>();
        if (bios == null && raid == null && network == null) {
            errors.add(new FieldError("bios", "nothing is to be changed"));
        }
        if (bios != null) {
            if (bios.size() > MOST_ATTRIBUTES) {
                errors.add(new FieldError("bios", "at most " + MOST_ATTRIBUTES + " attributes"));
            }
            bios.forEach(entry -> {
                if (entry.getValue() == null
                        || entry.getValue() instanceof JsonObject
                        || entry.getValue() instanceof JsonArray) {
                    errors.add(new FieldError("bios." + entry.getKey(), "must be a text, a number or true or false"));
                }
            });
        }
        if (!errors.isEmpty()) {
            throw Failures.invalid(errors);
        }
    }
}
