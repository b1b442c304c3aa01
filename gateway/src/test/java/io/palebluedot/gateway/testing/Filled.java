package io.palebluedot.gateway.testing;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import io.palebluedot.events.Ids;
import io.palebluedot.testing.TestKeys;

/** Messages with every field filled in, so that a view that forgets or misreads one shows. */
final class Filled {

    private static final int MAX_DEPTH = 6;

    private Filled() {}

    static Message of(Message prototype, String caller) {
        return fill(prototype, caller, 0);
    }

    private static Message fill(Message prototype, String caller, int depth) {
        if (prototype instanceof Struct) {
            return Struct.newBuilder()
                    .putFields(
                            "power_limit",
                            Value.newBuilder().setNumberValue(200).build())
                    .putFields("mode", Value.newBuilder().setStringValue("on").build())
                    .build();
        }
        if (prototype instanceof Value) {
            return Value.newBuilder().setNumberValue(1.5).build();
        }
        if (prototype instanceof Timestamp) {
            return Timestamp.newBuilder().setSeconds(1_800_000_000L).build();
        }
        var message = prototype.newBuilderForType();
        for (FieldDescriptor field : prototype.getDescriptorForType().getFields()) {
            if (depth < MAX_DEPTH) {
                set(message, field, caller, depth);
            }
        }
        return message.build();
    }

    private static void set(Message.Builder message, FieldDescriptor field, String caller, int depth) {
        if (field.isMapField()) {
            var entry = message.newBuilderForField(field);
            var value = field.getMessageType().findFieldByName("value");
            entry.setField(field.getMessageType().findFieldByName("key"), "key");
            entry.setField(value, ofMap(value.getJavaType()));
            message.addRepeatedField(field, entry.build());
            return;
        }
        Object value = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                ? fill(message.newBuilderForField(field).build(), caller, depth + 1)
                : scalar(field, caller);
        if (field.isRepeated()) {
            message.addRepeatedField(field, value);
        } else {
            message.setField(field, value);
        }
    }

    private static Object ofMap(FieldDescriptor.JavaType type) {
        return switch (type) {
            case DOUBLE -> 54.5;
            case LONG -> 54L;
            default -> "value";
        };
    }

    private static Object scalar(FieldDescriptor field, String caller) {
        return switch (field.getJavaType()) {
            case INT -> 3;
            case LONG -> 3L;
            case FLOAT -> 0.5f;
            case DOUBLE -> 0.5;
            case BOOLEAN -> false;
            case STRING -> text(field.getName(), caller);
            case BYTE_STRING -> com.google.protobuf.ByteString.EMPTY;
            case ENUM -> field.getEnumType().getValues().get(1);
            case MESSAGE -> throw new IllegalArgumentException(field.getName());
        };
    }

    private static String text(String name, String caller) {
        return switch (name) {
            case "id" -> Ids.newId();
            case "requested_by", "author", "created_by", "acknowledged_by" -> caller;
            case "access_token" -> TestKeys.user("program", "operator");
            default -> name.endsWith("_id") ? "018f6d2e-7c1a-7b7e-9a3f-2b1c4d5e6f70" : name + " text";
        };
    }
}
