package io.palebluedot.inventory.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words that all have to occur in a model's text as words of their own, letters' case ignored: {@code A10} is not in {@code A100}. */
record Words(List<String> words) {

    private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{N}]");

    static Words of(String joined) {
        return new Words(Arrays.stream(joined.split("\\+"))
                .map(word -> word.strip().toUpperCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList());
    }

    boolean in(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return !words.isEmpty() && words.stream().allMatch(word -> occurs(upper, word));
    }

    /** May be followed by more after a digit-letter change, as in {@code SXM4} or {@code 144GB}; never preceded by a letter or digit. */
    private static boolean occurs(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            boolean begins = at == 0 || !letterOrDigit(text.charAt(at - 1));
            int end = at + word.length();
            boolean ends = end == text.length() || !letterOrDigit(text.charAt(end)) || differs(text, end);
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean differs(String text, int end) {
        return Character.isDigit(text.charAt(end)) != Character.isDigit(text.charAt(end - 1))
                && !Character.isLetter(text.charAt(end));
    }

    private static boolean letterOrDigit(char c) {
        return LETTER_OR_DIGIT.matcher(String.valueOf(c)).matches();
    }
}
