package io.palebluedot.gateway.web;

import com.google.protobuf.ProtocolMessageEnum;
import io.palebluedot.rpc.Failures;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names of states and kinds: {@code GPU_STATE_AVAILABLE} on the wire is {@code available} in JSON. */
public final class Words {

    private Words() {}

    /** The word, or null for an unspecified value and one that is newer than this gateway. */
    public static <E extends Enum<E> & ProtocolMessageEnum> @Nullable String of(E value) {
        if (value.name().equals("UNRECOGNIZED") || value.getNumber() == 0) {
            return null;
        }
        return value.name().substring(prefix(value).length()).toLowerCase(Locale.ROOT);
    }

    /**
     * The value that a word names; the first (unspecified) for an absent one.
     *
     * @throws io.palebluedot.rpc.FailureException INVALID_INPUT for another word
     */
    public static <E extends Enum<E> & ProtocolMessageEnum> E parse(
            String field, @Nullable String word, Class<E> type) {
        E[] values = type.getEnumConstants();
        if (word == null || word.isEmpty()) {
            return values[0];
        }
        for (E value : values) {
            String name = of(value);
            if (name != null && name.equalsIgnoreCase(word)) {
                return value;
            }
        }
        throw Failures.invalid(
                field,
                "must be one of "
                        + Arrays.stream(values)
                                .map(Words::of)
                                .filter(java.util.Objects::nonNull)
                                .collect(Collectors.joining(", ")));
    }

    private static <E extends Enum<E> & ProtocolMessageEnum> String prefix(E value) {
        String first = value.getDeclaringClass().getEnumConstants()[0].name();
        return first.substring(0, first.length() - "UNSPECIFIED".length());
    }
}
