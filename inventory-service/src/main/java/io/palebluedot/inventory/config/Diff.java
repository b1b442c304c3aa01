package io.palebluedot.inventory.config;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Differences of two configurations, by attribute path. Arrays are compared as a whole. */
public final class Diff {

    private Diff() {}

    /** Path → {@code {from, to}} for each attribute that differs; an absent side is left out. */
    public static JsonObject between(JsonObject from, JsonObject to) {
        var before = flat(from);
        var after = flat(to);
        var diff = new JsonObject();
        var paths = new java.util.TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        for (String path : paths) {
            Object old = before.get(path);
            Object now = after.get(path);
            if (!same(old, now)) {
                var entry = new JsonObject();
                if (old != null) {
                    entry.put("from", old);
                }
                if (now != null) {
                    entry.put("to", now);
                }
                diff.put(path, entry);
            }
        }
        return diff;
    }

    /** Values by path, {@code bios.BootMode}. */
    public static Map<String, Object> flat(JsonObject json) {
        var flat = new TreeMap<String, Object>();
        flatten("", json, flat);
        return flat;
    }

    private static void flatten(String prefix, JsonObject json, Map<String, Object> into) {
        json.forEach(entry -> {
            String path = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
            switch (entry.getValue()) {
                case null -> {}
                case JsonObject object -> flatten(path, object, into);
                case Object value -> into.put(path, value);
            }
        });
    }

    /** 200 and 200.0 are one value. */
    public static boolean same(@Nullable Object a, @Nullable Object b) {
        return (a instanceof Number x && b instanceof Number y)
                ? x.doubleValue() == y.doubleValue()
                : Objects.equals(a, b);
    }
}
