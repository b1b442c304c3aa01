package io.palebluedot.gateway.web;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import io.palebluedot.rpc.Failures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between protobuf's values and JSON's: what is empty there is absent here. */
public final class Wire {

    private static final double EXACT = 9_007_199_254_740_992d;

    private Wire() {}

    /** Null for an empty text. */
    public static @Nullable String text(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The empty text for null. */
    public static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Null for zero, where zero means unknown. */
    public static @Nullable Long known(long number) {
        return number == 0 ? null : Long.valueOf(number);
    }

    /** Null for zero, where zero means unknown. */
    public static @Nullable Integer known(int number) {
        return number == 0 ? null : Integer.valueOf(number);
    }

    public static @Nullable Instant instant(boolean present, Timestamp time) {
        return present ? Instant.ofEpochSecond(time.getSeconds(), time.getNanos()) : null;
    }

    public static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    public static @Nullable Map<String, Object> map(boolean present, Struct struct) {
        return present ? map(struct) : null;
    }

    public static Map<String, Object> map(Struct struct) {
        var map = new LinkedHashMap<String, Object>();
        struct.getFieldsMap().forEach((key, value) -> map.put(key, object(value)));
        return map;
    }

    @SuppressWarnings("NullAway") // JSON null is a value of these maps.
    public static @Nullable Object object(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRUCT_VALUE -> map(value.getStructValue());
            case LIST_VALUE ->
                value.getListValue().getValuesList().stream().map(Wire::object).toList();
            case NULL_VALUE, KIND_NOT_SET -> null;
        };
    }

    private static Object number(double number) {
        return number == Math.rint(number) && Math.abs(number) < EXACT ? (Object) (long) number : (Object) number;
    }

    /**
     * A JSON object for a service.
     *
     * @param field its name in the request, for the complaint
     * @throws io.palebluedot.rpc.FailureException INVALID_INPUT for a number that would not arrive exactly
     */
    public static Struct struct(String field, Map<String, ?> map) {
        var struct = Struct.newBuilder();
        map.forEach((key, value) -> struct.putFields(key, value(field + "." + key, value)));
        return struct.build();
    }

    private static Value value(String field, @Nullable Object object) {
        var value = Value.newBuilder();
        switch (object) {
            case null -> value.setNullValue(NullValue.NULL_VALUE);
            case String text -> value.setStringValue(text);
            case Boolean flag -> value.setBoolValue(flag);
            case Number number -> value.setNumberValue(exact(field, number));
            case Map<?, ?> map -> value.setStructValue(struct(field, texts(map)));
            case List<?> list -> value.setListValue(list(field, list));
            default -> throw Failures.invalid(field, "cannot be read");
        }
        return value.build();
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        var texts = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), value));
        return texts;
    }

    private static ListValue list(String field, List<?> items) {
        var values = new ArrayList<Value>();
        for (Object item : items) {
            values.add(value(field + "[" + values.size() + "]", item));
        }
        return ListValue.newBuilder().addAllValues(values).build();
    }

    private static double exact(String field, Number number) {
        double value = number.doubleValue();
        boolean whole = number instanceof Integer || number instanceof Long || number instanceof java.math.BigInteger;
        if (!Double.isFinite(value) || (whole && Math.abs(value) >= EXACT)) {
            throw Failures.invalid(field, "is a number that cannot be kept exactly");
        }
        return value;
    }
}
