package io.palebluedot.inventory.asset;

import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import io.palebluedot.proto.inventory.v1.Health;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of rows as values on the wire: absent text is empty, absent numbers are 0. */
public final class Wire {

    private Wire() {}

    public static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    public static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    public static long number(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    public static Timestamp time(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    public static Timestamp time(OffsetDateTime time) {
        return time(time.toInstant());
    }

    public static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    /** Redfish health; UNSPECIFIED when the hardware does not tell. */
    public static Health health(@Nullable String redfish) {
        if (redfish == null) {
            return Health.HEALTH_UNSPECIFIED;
        }
        return switch (redfish.toUpperCase(Locale.ROOT)) {
            case "OK" -> Health.HEALTH_OK;
            case "WARNING" -> Health.HEALTH_WARNING;
            case "CRITICAL" -> Health.HEALTH_CRITICAL;
            default -> Health.HEALTH_UNSPECIFIED;
        };
    }

    /** The Redfish word; null for UNSPECIFIED. */
    public static @Nullable String redfish(Health health) {
        return switch (health) {
            case HEALTH_OK -> "OK";
            case HEALTH_WARNING -> "Warning";
            case HEALTH_CRITICAL -> "Critical";
            case HEALTH_UNSPECIFIED, UNRECOGNIZED -> null;
        };
    }

    public static Map<String, String> labels(@Nullable JsonObject json) {
        var labels = new LinkedHashMap<String, String>();
        if (json != null) {
            json.forEach(entry -> labels.put(entry.getKey(), String.valueOf(entry.getValue())));
        }
        return labels;
    }

    public static Struct struct(@Nullable JsonObject json) {
        var struct = Struct.newBuilder();
        if (json != null) {
            json.forEach(entry -> struct.putFields(entry.getKey(), value(entry.getValue())));
        }
        return struct.build();
    }

    public static Value value(@Nullable Object json) {
        var value = Value.newBuilder();
        return switch (json) {
            case null -> value.setNullValue(NullValue.NULL_VALUE).build();
            case String text -> value.setStringValue(text).build();
            case Boolean flag -> value.setBoolValue(flag).build();
            case Number number -> value.setNumberValue(number.doubleValue()).build();
            case JsonObject object -> value.setStructValue(struct(object)).build();
            case JsonArray array -> {
                var list = value.getListValueBuilder();
                array.forEach(item -> list.addValues(value(item)));
                yield value.build();
            }
            default -> value.setStringValue(json.toString()).build();
        };
    }

    /** A struct as JSON; whole numbers stay whole. */
    public static JsonObject json(Struct struct) {
        var json = new JsonObject();
        struct.getFieldsMap().forEach((name, value) -> json.put(name, plain(value)));
        return json;
    }

    private static @Nullable Object plain(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRUCT_VALUE -> json(value.getStructValue());
            case LIST_VALUE -> {
                var array = new JsonArray();
                value.getListValue().getValuesList().forEach(item -> array.add(plain(item)));
                yield array;
            }
            case NULL_VALUE, KIND_NOT_SET -> null;
        };
    }

    private static Object number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Object) (long) value : (Object) value;
    }
}
