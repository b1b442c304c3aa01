package io.palebluedot.allocation.planner;

import java.util.List;

/**
 * Why a request was placed where it was, or why not and what would have to be freed.
 *
 * @param consideredServers servers that were looked at
 * @param feasibleServers those that alone could have taken it
 */
public record Explanation(String summary, List<Reason> reasons, int consideredServers, int feasibleServers) {

    /** One reason: what was looked at, a stable code, words for people. */
    public record Reason(String subject, String code, String text) {}

    /** An explanation by one reason alone. */
    public static Explanation because(String subject, String code, String text) {
        return new Explanation(text, List.of(new Reason(subject, code, text)), 0, 0);
    }
}
