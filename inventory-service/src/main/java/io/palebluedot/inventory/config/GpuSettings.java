package io.palebluedot.inventory.config;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configuration of a GPU: power limit in watts, memory clock in MHz; null where nothing is wanted. */
public record GpuSettings(
        @Nullable Integer powerLimit, @Nullable Integer memoryClock, Map<String, String> driver) {

    /** As a version's content. */
    public JsonObject json() {
        var json = new JsonObject();
        if (powerLimit != null) {
            json.put("power_limit", powerLimit);
        }
        if (memoryClock != null) {
            json.put("memory_clock", memoryClock);
        }
        if (!driver.isEmpty()) {
            var entries = new JsonObject();
            driver.forEach(entries::put);
            json.put("driver_config", entries);
        }
        return json;
    }

    static GpuSettings of(JsonObject json) {
        var driver = new LinkedHashMap<String, String>();
        json.getJsonObject("driver_config", new JsonObject())
                .forEach(entry -> driver.put(entry.getKey(), String.valueOf(entry.getValue())));
        return new GpuSettings(json.getInteger("power_limit"), json.getInteger("memory_clock"), driver);
    }
}
