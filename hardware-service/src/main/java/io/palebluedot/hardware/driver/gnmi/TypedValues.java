package io.palebluedot.hardware.driver.gnmi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.gnmi.proto.Encoding;
import com.github.gnmi.proto.ScalarArray;
import com.github.gnmi.proto.TypedValue;
import com.google.protobuf.ByteString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Consumer;

/** Values on the wire (gNMI specification 2.2.3). */
final class TypedValues {

    private TypedValues() {}

    /** Hands on the leaves of a value: one for a scalar, any number for JSON. Fails with MALFORMED. */
    static void each(GnmiPath at, TypedValue value, Consumer<Leaf> sink) {
        switch (value.getValueCase()) {
            case JSON_VAL -> JsonLeaves.each(at, GnmiJson.read(value.getJsonVal()), sink);
            case JSON_IETF_VAL -> JsonLeaves.each(at, GnmiJson.read(value.getJsonIetfVal()), sink);
            case VALUE_NOT_SET -> {}
            default -> sink.accept(new Leaf(at.canonical(), scalar(value)));
        }
    }

    private static GnmiValue scalar(TypedValue value) {
        return switch (value.getValueCase()) {
            case STRING_VAL -> GnmiValue.of(value.getStringVal());
            case INT_VAL -> GnmiValue.of(value.getIntVal());
            case UINT_VAL -> new GnmiValue.Whole(unsigned(value.getUintVal()));
            case BOOL_VAL -> GnmiValue.of(value.getBoolVal());
            case BYTES_VAL -> new GnmiValue.Bytes(value.getBytesVal());
            case FLOAT_VAL -> new GnmiValue.Real(value.getFloatVal());
            case DOUBLE_VAL -> new GnmiValue.Real(value.getDoubleVal());
            case DECIMAL_VAL -> {
                var decimal = value.getDecimalVal();
                // YANG's decimal64 has 1 to 18 fraction digits; anything else is not one.
                int digits = Math.clamp(decimal.getPrecision(), 0, 18);
                yield new GnmiValue.Decimal(BigDecimal.valueOf(decimal.getDigits(), digits));
            }
            case LEAFLIST_VAL -> many(value.getLeaflistVal());
            case ANY_VAL -> new GnmiValue.Bytes(value.getAnyVal().getValue());
            case PROTO_BYTES -> new GnmiValue.Bytes(value.getProtoBytes());
            case ASCII_VAL -> GnmiValue.of(value.getAsciiVal());
            case JSON_VAL -> GnmiValue.of(value.getJsonVal().toStringUtf8());
            case JSON_IETF_VAL -> GnmiValue.of(value.getJsonIetfVal().toStringUtf8());
            case VALUE_NOT_SET -> GnmiValue.of("");
        };
    }

    private static GnmiValue many(ScalarArray array) {
        return new GnmiValue.Many(
                array.getElementList().stream().map(TypedValues::scalar).toList());
    }

    private static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }

    /** A value to set, in the encoding that the target takes. */
    static TypedValue write(GnmiValue value, Encoding encoding) {
        return switch (encoding) {
            case JSON -> TypedValue.newBuilder().setJsonVal(json(value)).build();
            case JSON_IETF ->
                TypedValue.newBuilder().setJsonIetfVal(json(value)).build();
            case ASCII ->
                TypedValue.newBuilder()
                        .setAsciiVal(Objects.requireNonNullElse(value.asText(), value.toString()))
                        .build();
            case BYTES, PROTO, UNRECOGNIZED -> proto(value);
        };
    }

    private static TypedValue proto(GnmiValue value) {
        var typed = TypedValue.newBuilder();
        return switch (value) {
            case GnmiValue.Text t -> typed.setStringVal(t.text()).build();
            case GnmiValue.Whole w ->
                w.number().signum() < 0
                        ? typed.setIntVal(w.number().longValueExact()).build()
                        : typed.setUintVal(w.number().longValue()).build();
            case GnmiValue.Decimal d ->
                typed.setDoubleVal(d.number().doubleValue()).build();
            case GnmiValue.Real r -> typed.setDoubleVal(r.number()).build();
            case GnmiValue.Flag f -> typed.setBoolVal(f.set()).build();
            case GnmiValue.Bytes b -> typed.setBytesVal(b.bytes()).build();
            case GnmiValue.Many m ->
                typed.setLeaflistVal(ScalarArray.newBuilder()
                                .addAllElement(m.items().stream()
                                        .map(TypedValues::proto)
                                        .toList()))
                        .build();
        };
    }

    private static ByteString json(GnmiValue value) {
        try {
            return ByteString.copyFrom(GnmiJson.MAPPER.writeValueAsBytes(node(value)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("value cannot be written", e);
        }
    }

    private static JsonNode node(GnmiValue value) {
        var nodes = JsonNodeFactory.instance;
        return switch (value) {
            case GnmiValue.Text t -> nodes.textNode(t.text());
            case GnmiValue.Whole w -> nodes.numberNode(w.number());
            case GnmiValue.Decimal d -> nodes.numberNode(d.number());
            case GnmiValue.Real r -> nodes.numberNode(r.number());
            case GnmiValue.Flag f -> nodes.booleanNode(f.set());
            case GnmiValue.Bytes b ->
                nodes.textNode(Base64.getEncoder().encodeToString(b.bytes().toByteArray()));
            case GnmiValue.Many m -> {
                var array = nodes.arrayNode();
                m.items().forEach(item -> array.add(node(item)));
                yield array;
            }
        };
    }
}
