package io.palebluedot.hardware.driver.gnmi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leaves as the tree they are: containers by name, entries of lists by name and keys. Absent facts are null. */
final class Branch {

    private final Map<String, Map<Map<String, String>, Branch>> children = new LinkedHashMap<>();
    private final Map<String, String> keys;
    private @Nullable GnmiValue value;

    private Branch(Map<String, String> keys) {
        this.keys = keys;
    }

    static Branch of(Collection<Leaf> leaves) {
        var root = new Branch(Map.of());
        leaves.forEach(root::add);
        return root;
    }

    private void add(Leaf leaf) {
        var at = this;
        for (var elem : leaf.path().elems()) {
            at = at.children
                    .computeIfAbsent(elem.name(), name -> new LinkedHashMap<>())
                    .computeIfAbsent(elem.keys(), Branch::new);
        }
        at.value = leaf.value();
    }

    /** All entries at a path of names, such as {@code interfaces/interface}. */
    List<Branch> each(String path) {
        var found = List.of(this);
        for (String name : path.split("/", -1)) {
            var below = new ArrayList<Branch>();
            found.forEach(
                    b -> below.addAll(b.children.getOrDefault(name, Map.of()).values()));
            found = below;
        }
        return found;
    }

    /** Whole numbers right below a path, by name. */
    Map<String, Long> wholes(String path) {
        var wholes = new LinkedHashMap<String, Long>();
        for (var branch : each(path)) {
            branch.children.forEach((name, entries) -> entries.values().forEach(leaf -> {
                Long whole = leaf.value == null ? null : leaf.value.asWhole();
                if (whole != null) {
                    wholes.put(Series.snake(name), whole);
                }
            }));
        }
        return wholes;
    }

    /** An entry's key, from its path or from the leaf of that name. */
    @Nullable
    String key(String name) {
        String key = keys.get(name);
        return key == null ? text(name) : key;
    }

    /** Null for empty text as well: targets send it for what they do not know. */
    @Nullable
    String text(String path) {
        var found = value(path);
        String text = found == null ? null : found.asText();
        return text == null || text.isBlank() ? null : text;
    }

    @Nullable
    Double number(String path) {
        var found = value(path);
        return found == null ? null : found.asNumber();
    }

    @Nullable
    Long whole(String path) {
        var found = value(path);
        return found == null ? null : found.asWhole();
    }

    @Nullable
    Integer integer(String path) {
        Long whole = whole(path);
        return whole == null || whole != whole.intValue() ? null : Integer.valueOf(whole.intValue());
    }

    @Nullable
    Boolean flag(String path) {
        var found = value(path);
        return found == null ? null : found.asFlag();
    }

    private @Nullable GnmiValue value(String path) {
        for (var branch : each(path)) {
            if (branch.value != null) {
                return branch.value;
            }
        }
        return null;
    }
}
