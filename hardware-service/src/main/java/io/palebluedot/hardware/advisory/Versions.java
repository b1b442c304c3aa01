package io.palebluedot.hardware.advisory;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** Order of dotted version numbers. */
final class Versions {

    private Versions() {}

    /** True when the first is earlier for certain: 2.40 is below 2.52.1, but 2.52 is not, since it does not tell what follows. */
    static boolean below(String version, String limit) {
        var ours = numbers(version);
        var theirs = numbers(limit);
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            int order = ours.get(i).compareTo(theirs.get(i));
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    private static List<BigInteger> numbers(String version) {
        return Arrays.stream(version.split("\\."))
                .filter(part -> !part.isEmpty())
                .map(BigInteger::new)
                .toList();
    }
}
