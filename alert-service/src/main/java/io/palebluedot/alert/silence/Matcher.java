package io.palebluedot.alert.silence;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;

/**
 * One condition on a label, as in Alertmanager; a label that is absent counts as empty. Regular expressions match the whole value and run in linear
 * time whatever they are.
 *
 * @param equal false turns the condition round
 */
public record Matcher(String name, String value, boolean regex, boolean equal) {

    static final int MAX_PATTERN = 256;
    private static final int MAX_INPUT = 1_024;

    /** True when every matcher accepts the labels. */
    static boolean all(Iterable<Matcher> matchers, Map<String, String> labels) {
        for (Matcher matcher : matchers) {
            if (!matcher.accepts(labels)) {
                return false;
            }
        }
        return true;
    }

    boolean accepts(Map<String, String> labels) {
        String actual = labels.getOrDefault(name, "");
        boolean same = regex ? regexMatches(actual) : value.equals(actual);
        return same == equal;
    }

    /** Can the value be used as it says? */
    boolean valid() {
        if (!regex) {
            return true;
        }
        try {
            return Pattern.compile(value).pattern() != null;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private boolean regexMatches(String actual) {
        return actual.length() <= MAX_INPUT && Pattern.compile(value).matches(actual);
    }
}
