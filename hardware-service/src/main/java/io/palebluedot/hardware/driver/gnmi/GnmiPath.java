package io.palebluedot.hardware.driver.gnmi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A place in a target's tree (gNMI specification 2.2.2); text form {@code origin:/interfaces/interface[name=Ethernet0]/state}.
 *
 * @param origin empty for the target's own choice
 */
record GnmiPath(String origin, List<Elem> elems) {

    static final GnmiPath ROOT = new GnmiPath("", List.of());

    /** A YANG identifier before the name, as in {@code openconfig-interfaces:interfaces}; colons of MAC addresses are none. */
    private static final Pattern MODULE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*:([A-Za-z_][A-Za-z0-9_.-]*)");

    /** One step; {@code *} matches any name or key value. */
    record Elem(String name, SortedMap<String, String> keys) {
        Elem(String name, Map<String, String> keys) {
            this(name, Collections.unmodifiableSortedMap(new TreeMap<>(keys)));
        }

        private boolean covers(Elem other) {
            return (name.equals("*") || name.equals(other.name))
                    && keys.entrySet().stream()
                            .allMatch(k ->
                                    k.getValue().equals("*") || k.getValue().equals(other.keys.get(k.getKey())));
        }
    }

    GnmiPath {
        elems = List.copyOf(elems);
    }

    /**
     * Reads the text form; a leading slash may be missing.
     *
     * @throws IllegalArgumentException for an unclosed key, an empty name or a backslash at the end
     */
    static GnmiPath parse(String text) {
        return new PathText(text).read();
    }

    /** One step further down. */
    GnmiPath child(String name) {
        return child(name, Map.of());
    }

    GnmiPath child(String name, Map<String, String> keys) {
        return plus(new GnmiPath("", List.of(new Elem(name, keys))));
    }

    /** The other path below this one; the origin of either. */
    GnmiPath plus(GnmiPath below) {
        var all = new ArrayList<>(elems);
        all.addAll(below.elems);
        return new GnmiPath(below.origin.isEmpty() ? origin : below.origin, all);
    }

    /** True when the other path is this one or below it; missing keys match any. */
    boolean covers(GnmiPath other) {
        if (elems.size() > other.elems.size() || !(origin.isEmpty() || origin.equals(other.origin))) {
            return false;
        }
        for (int i = 0; i < elems.size(); i++) {
            if (!elems.get(i).covers(other.elems.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #covers}, for a path that was told flat: key values as steps of their own, as openconfig/gnmi tells deletes. */
    boolean coversFlat(GnmiPath other) {
        return elems.stream().allMatch(e -> e.keys.isEmpty()) && startsWith(other.flat(), flat());
    }

    private static boolean startsWith(List<String> all, List<String> start) {
        return start.size() <= all.size() && all.subList(0, start.size()).equals(start);
    }

    private List<String> flat() {
        var flat = new ArrayList<String>();
        for (var elem : elems) {
            flat.add(elem.name);
            flat.addAll(elem.keys.values());
        }
        return flat;
    }

    /**
     * The same place, told in one way whatever the target's: names without YANG modules, and keys of nameless steps (Junos) at the
     * step before.
     */
    GnmiPath canonical() {
        var steps = new ArrayList<Elem>();
        for (var elem : elems) {
            var keys = new TreeMap<String, String>();
            elem.keys.forEach((key, value) -> keys.put(bare(key), value));
            if (elem.name.isEmpty() && !steps.isEmpty() && joins(steps.getLast(), keys)) {
                var before = steps.removeLast();
                keys.putAll(before.keys);
                steps.add(new Elem(before.name, keys));
            } else {
                steps.add(new Elem(bare(elem.name), keys));
            }
        }
        return new GnmiPath(origin, steps);
    }

    private static boolean joins(Elem before, Map<String, String> keys) {
        return Collections.disjoint(before.keys.keySet(), keys.keySet());
    }

    /** A name or identity without its YANG module. */
    static String bare(String name) {
        var matcher = MODULE.matcher(name);
        return matcher.matches() ? matcher.group(1) : name;
    }

    @Override
    public String toString() {
        return PathText.write(this);
    }
}
