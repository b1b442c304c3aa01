package io.palebluedot.simulator.gnmi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.gnmi.proto.Encoding;
import com.github.gnmi.proto.TypedValue;
import com.google.protobuf.ByteString;
import io.grpc.Status;

/** Nodes as gNMI values and back. */
final class Values {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Values() {}

    /** Containers are JSON in every encoding; leaves are typed where PROTO is asked for. */
    static TypedValue of(JsonNode node, Encoding encoding) {
        if (encoding == Encoding.PROTO && node.isValueNode()) {
            return typed(node);
        }
        ByteString text = ByteString.copyFromUtf8(node.toString());
        return encoding == Encoding.JSON
                ? TypedValue.newBuilder().setJsonVal(text).build()
                : TypedValue.newBuilder().setJsonIetfVal(text).build();
    }

    private static TypedValue typed(JsonNode leaf) {
        TypedValue.Builder value = TypedValue.newBuilder();
        if (leaf.isBoolean()) {
            return value.setBoolVal(leaf.booleanValue()).build();
        }
        return leaf.isIntegralNumber()
                ? value.setUintVal(leaf.longValue()).build()
                : value.setStringVal(leaf.asText()).build();
    }

    /** Fails with INVALID_ARGUMENT for what is no value of a setting. */
    static JsonNode read(TypedValue value) {
        return switch (value.getValueCase()) {
            case BOOL_VAL -> NODES.booleanNode(value.getBoolVal());
            case INT_VAL -> NODES.numberNode(value.getIntVal());
            case UINT_VAL -> NODES.numberNode(value.getUintVal());
            case STRING_VAL -> NODES.textNode(value.getStringVal());
            case JSON_VAL -> json(value.getJsonVal());
            case JSON_IETF_VAL -> json(value.getJsonIetfVal());
            default ->
                throw Status.INVALID_ARGUMENT
                        .withDescription("a value of kind " + value.getValueCase() + " is not taken")
                        .asRuntimeException();
        };
    }

    private static JsonNode json(ByteString text) {
        try {
            return JSON.readTree(text.toStringUtf8());
        } catch (JsonProcessingException e) {
            throw Status.INVALID_ARGUMENT.withDescription("not JSON").asRuntimeException();
        }
    }
}
