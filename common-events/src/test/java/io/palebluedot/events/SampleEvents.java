package io.palebluedot.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An instance of every event type with all fields set, the same on every run. */
final class SampleEvents {

    private SampleEvents() {}

    static EventData of(EventCatalogue.Entry entry) {
        return (EventData) record(entry.dataClass());
    }

    private static Object record(Class<?> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Object[] values = Arrays.stream(components)
                    .map(c -> value(c.getName(), c.getGenericType()))
                    .toArray();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " cannot be made", e);
        }
    }

    private static Object value(String name, Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? List.of(value(name, generic.getActualTypeArguments()[0]))
                    : map(name, generic);
        }
        return switch (((Class<?>) type).getSimpleName()) {
            case "String" -> "a " + name;
            case "int", "Integer" -> 7;
            case "long", "Long" -> 7_000_000_000L;
            case "double", "Double" -> 0.5;
            case "boolean", "Boolean" -> true;
            case "JsonNode" -> json();
            default -> record((Class<?>) type);
        };
    }

    private static Map<String, Object> map(String name, ParameterizedType type) {
        var map = new LinkedHashMap<String, Object>();
        map.put("a_key", type.getActualTypeArguments()[1] == Object.class ? "any " + name : "a " + name);
        return map;
    }

    private static JsonNode json() {
        return JsonNodeFactory.instance.objectNode().put("any", "content");
    }
}
