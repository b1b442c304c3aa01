package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.BmcFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether attributes exist and values are allowed, by the current values and the attribute registry. */
final class BiosCheck {

    private final Map<String, Object> current;
    private final Resource registry;

    BiosCheck(Map<String, Object> current, Resource registry) {
        this.current = current;
        this.registry = registry;
    }

    /** Fails with INVALID, naming every bad attribute. */
    void check(Map<String, Object> wanted) {
        var wrong = new ArrayList<String>();
        wanted.forEach((name, value) -> {
            String problem = problem(name, value);
            if (problem != null) {
                wrong.add(name + " " + problem);
            }
        });
        if (!wrong.isEmpty()) {
            throw new BmcFailure(BmcFailure.Kind.INVALID, "BIOS attributes: " + String.join("; ", wrong));
        }
    }

    private @org.jspecify.annotations.Nullable String problem(String name, Object value) {
        Object now = current.get(name);
        if (now == null) {
            return "does not exist";
        }
        if (!sameType(now, value)) {
            return "must be like " + now;
        }
        return entry(name).map(e -> outside(e, value)).orElse(null);
    }

    private static boolean sameType(Object now, Object value) {
        return now instanceof Number ? value instanceof Number : now.getClass() == value.getClass();
    }

    private java.util.Optional<Resource> entry(String name) {
        return registry.parts("RegistryEntries", "Attributes").stream()
                .filter(a -> name.equals(a.text("AttributeName")))
                .findFirst();
    }

    private static @org.jspecify.annotations.Nullable String outside(Resource entry, Object value) {
        if (entry.isTrue("ReadOnly")) {
            return "is read-only";
        }
        List<String> names = entry.parts("Value").stream()
                .map(v -> v.json().path("ValueName").asText())
                .toList();
        if ("Enumeration".equals(entry.text("Type")) && !names.isEmpty() && !names.contains(value.toString())) {
            return "must be one of " + names;
        }
        Double low = entry.number("LowerBound");
        Double high = entry.number("UpperBound");
        if (value instanceof Number number
                && "Integer".equals(entry.text("Type"))
                && ((low != null && number.doubleValue() < low) || (high != null && number.doubleValue() > high))) {
            return "must be between " + low + " and " + high;
        }
        return null;
    }
}
