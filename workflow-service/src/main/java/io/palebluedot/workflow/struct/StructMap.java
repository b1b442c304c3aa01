package io.palebluedot.workflow.struct;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON-like values in a Struct; whole numbers come out as {@link Long}, nulls are left out. */
public final class StructMap {

    private StructMap() {}

    public static Map<String, Object> of(Struct struct) {
        var map = new LinkedHashMap<String, Object>();
        struct.getFieldsMap().forEach((name, value) -> {
            if (value.getKindCase() != Value.KindCase.NULL_VALUE) {
                map.put(name, plain(value));
            }
        });
        return map;
    }

    private static Object plain(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRUCT_VALUE -> of(value.getStructValue());
            case LIST_VALUE -> list(value.getListValue());
            case NULL_VALUE, KIND_NOT_SET -> "";
        };
    }

    private static Object number(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
        return whole ? (Object) (long) number : (Object) number;
    }

    private static List<Object> list(ListValue list) {
        var items = new ArrayList<Object>();
        list.getValuesList().forEach(item -> items.add(plain(item)));
        return items;
    }

    public static Struct struct(Map<?, ?> map) {
        var struct = Struct.newBuilder();
        map.forEach((name, value) -> struct.putFields(String.valueOf(name), value(value)));
        return struct.build();
    }

    private static Value value(Object value) {
        return switch (value) {
            case Boolean bool -> Value.newBuilder().setBoolValue(bool).build();
            case Number number ->
                Value.newBuilder().setNumberValue(number.doubleValue()).build();
            case Map<?, ?> map -> Value.newBuilder().setStructValue(struct(map)).build();
            case List<?> list -> {
                var values = ListValue.newBuilder();
                list.forEach(item -> values.addValues(value(item)));
                yield Value.newBuilder().setListValue(values).build();
            }
            case null -> Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();
            default -> Value.newBuilder().setStringValue(value.toString()).build();
        };
    }
}
