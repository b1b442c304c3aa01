package io.palebluedot.hardware.driver.gnmi;

import io.palebluedot.hardware.driver.gnmi.GnmiPath.Elem;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The text form of paths (gNMI path strings, openconfig/reference gnmi-path-strings.md): a backslash takes the meaning off {@code /},
 * {@code [}, {@code =}, {@code ]} and itself.
 */
final class PathText {

    private static final Pattern ORIGIN = Pattern.compile("([A-Za-z0-9._-]+):/.*", Pattern.DOTALL);

    private final String text;
    private int at;

    PathText(String text) {
        this.text = text;
    }

    GnmiPath read() {
        String origin = "";
        var matcher = ORIGIN.matcher(text);
        if (matcher.matches()) {
            origin = matcher.group(1);
            at = origin.length() + 1;
        }
        var elems = new ArrayList<Elem>();
        if (at < text.length() && text.charAt(at) == '/') {
            at++;
        }
        while (at < text.length()) {
            elems.add(elem());
            if (at < text.length()) {
                at++;
            }
        }
        return new GnmiPath(origin, elems);
    }

    private Elem elem() {
        String name = until("/[");
        var keys = new TreeMap<String, String>();
        while (at < text.length() && text.charAt(at) == '[') {
            at++;
            String key = until("=");
            expect('=');
            String value = until("]");
            expect(']');
            keys.put(key, value);
        }
        if (name.isEmpty() && keys.isEmpty()) {
            throw wrong("empty name");
        }
        if (at < text.length() && text.charAt(at) != '/') {
            throw wrong("text after a key");
        }
        return new Elem(name, keys);
    }

    private String until(String ends) {
        var word = new StringBuilder();
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '\\' && ++at == text.length()) {
                throw wrong("backslash at the end");
            }
            word.append(text.charAt(at++));
        }
        return word.toString();
    }

    private void expect(char wanted) {
        if (at == text.length() || text.charAt(at) != wanted) {
            throw wrong("missing '" + wanted + "'");
        }
        at++;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + " at " + at + " in path '" + text + "'");
    }

    static String write(GnmiPath path) {
        var out = new StringBuilder(path.origin().isEmpty() ? "" : path.origin() + ":");
        for (var elem : path.elems()) {
            out.append('/').append(escaped(elem.name(), "/["));
            elem.keys()
                    .forEach((key, value) -> out.append('[')
                            .append(escaped(key, "="))
                            .append('=')
                            .append(escaped(value, "]"))
                            .append(']'));
        }
        return path.elems().isEmpty() ? out.append('/').toString() : out.toString();
    }

    private static String escaped(String word, String special) {
        var out = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '\\' || special.indexOf(c) >= 0) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }
}
