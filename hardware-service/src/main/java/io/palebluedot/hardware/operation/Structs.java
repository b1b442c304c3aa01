package io.palebluedot.hardware.operation;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between protobuf's Struct and maps. */
public final class Structs {

    private static final double MAX_EXACT = 9_007_199_254_740_992.0;

    private Structs() {}

    public static Struct of(Map<String, ?> map) {
        var struct = Struct.newBuilder();
        map.forEach((name, value) -> struct.putFields(name, value(value)));
        return struct.build();
    }

    private static Value value(@Nullable Object value) {
        return switch (value) {
            case null -> Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();
            case Boolean b -> Value.newBuilder().setBoolValue(b).build();
            case Number n -> Value.newBuilder().setNumberValue(n.doubleValue()).build();
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((k, v) -> copy.put(String.valueOf(k), v));
                yield Value.newBuilder().setStructValue(of(copy)).build();
            }
            case List<?> list -> {
                var values = ListValue.newBuilder();
                list.forEach(item -> values.addValues(value(item)));
                yield Value.newBuilder().setListValue(values).build();
            }
            default -> Value.newBuilder().setStringValue(value.toString()).build();
        };
    }

    /** Text, booleans and numbers of a flat struct; whole numbers as Long. Other values are left out. */
    public static Map<String, Object> flat(Struct struct) {
        var map = new LinkedHashMap<String, Object>();
        struct.getFieldsMap().forEach((name, value) -> {
            switch (value.getKindCase()) {
                case STRING_VALUE -> map.put(name, value.getStringValue());
                case BOOL_VALUE -> map.put(name, value.getBoolValue());
                case NUMBER_VALUE -> map.put(name, number(value.getNumberValue()));
                case NULL_VALUE, STRUCT_VALUE, LIST_VALUE, KIND_NOT_SET -> map.remove(name);
            }
        });
        return map;
    }

    private static Object number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < MAX_EXACT;
        return whole ? (Object) (long) value : (Object) value;
    }
}
