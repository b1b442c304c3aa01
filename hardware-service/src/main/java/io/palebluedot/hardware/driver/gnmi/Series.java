package io.palebluedot.hardware.driver.gnmi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A leaf as a point of a flat series: {@code interfaces/interface/state/counters/in_octets} with the keys of its path as labels.
 *
 * @param name names of the path's steps, in snake case
 * @param labels a key that occurs twice carries its step's name from the second time on, as {@code protocol_name}
 */
record Series(String name, Map<String, String> labels, GnmiValue value, Instant at) {

    static List<Series> of(GnmiNotification notification) {
        return notification.leaves().stream()
                .map(leaf -> of(leaf, notification.at()))
                .toList();
    }

    static Series of(Leaf leaf, Instant at) {
        var names = new ArrayList<String>();
        for (var elem : leaf.path().elems()) {
            if (!elem.name().isEmpty()) {
                names.add(snake(elem.name()));
            }
        }
        return new Series(String.join("/", names), labels(leaf.path()), leaf.value(), at);
    }

    static Map<String, String> labels(GnmiPath path) {
        var labels = new TreeMap<String, String>();
        for (var elem : path.elems()) {
            elem.keys().forEach((key, value) -> {
                String label = snake(key);
                labels.put(labels.containsKey(label) ? snake(elem.name()) + "_" + label : label, value);
            });
        }
        return Collections.unmodifiableMap(labels);
    }

    static String snake(String name) {
        return name.replace('-', '_');
    }
}
