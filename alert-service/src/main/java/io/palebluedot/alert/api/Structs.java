package io.palebluedot.alert.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.palebluedot.events.EventJson;
import io.palebluedot.rpc.Failures;

/** JSON as protobuf's Struct and back. Numbers are doubles there; whole ones come back as whole numbers. */
final class Structs {

    private static final int MAX_DEPTH = 32;
    private static final double LARGEST_WHOLE = 9_007_199_254_740_992.0;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Structs() {}

    static Struct ofJson(String json) {
        try {
            return struct(EventJson.mapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("journalled data is no JSON", e);
        }
    }

    private static Struct struct(JsonNode node) {
        var struct = Struct.newBuilder();
        node.properties().forEach(e -> struct.putFields(e.getKey(), value(e.getValue())));
        return struct.build();
    }

    private static Value value(JsonNode node) {
        var value = Value.newBuilder();
        return switch (node.getNodeType()) {
            case OBJECT -> value.setStructValue(struct(node)).build();
            case ARRAY -> {
                var list = ListValue.newBuilder();
                node.forEach(each -> list.addValues(value(each)));
                yield value.setListValue(list).build();
            }
            case STRING -> value.setStringValue(node.asText()).build();
            case NUMBER -> value.setNumberValue(node.asDouble()).build();
            case BOOLEAN -> value.setBoolValue(node.asBoolean()).build();
            case NULL, MISSING, BINARY, POJO ->
                value.setNullValue(NullValue.NULL_VALUE).build();
        };
    }

    /** Fails with INVALID_INPUT when it is nested too deeply. */
    static JsonNode toJson(Struct struct) {
        return json(struct, 0);
    }

    private static JsonNode json(Struct struct, int depth) {
        if (depth > MAX_DEPTH) {
            throw Failures.invalid("data", "is nested more than " + MAX_DEPTH + " deep");
        }
        var object = JSON.objectNode();
        struct.getFieldsMap().forEach((name, value) -> object.set(name, json(value, depth + 1)));
        return object;
    }

    private static JsonNode json(Value value, int depth) {
        return switch (value.getKindCase()) {
            case STRUCT_VALUE -> json(value.getStructValue(), depth);
            case LIST_VALUE -> {
                if (depth > MAX_DEPTH) {
                    throw Failures.invalid("data", "is nested more than " + MAX_DEPTH + " deep");
                }
                var array = JSON.arrayNode();
                value.getListValue().getValuesList().forEach(each -> array.add(json(each, depth + 1)));
                yield array;
            }
            case STRING_VALUE -> JSON.textNode(value.getStringValue());
            case NUMBER_VALUE -> number(value.getNumberValue());
            case BOOL_VALUE -> JSON.booleanNode(value.getBoolValue());
            case NULL_VALUE, KIND_NOT_SET -> JSON.nullNode();
        };
    }

    private static JsonNode number(double number) {
        if (!Double.isFinite(number)) {
            throw Failures.invalid("data", "has a number that JSON does not have");
        }
        boolean whole = number == Math.rint(number) && Math.abs(number) <= LARGEST_WHOLE;
        return whole ? JSON.numberNode((long) number) : JSON.numberNode(number);
    }
}
