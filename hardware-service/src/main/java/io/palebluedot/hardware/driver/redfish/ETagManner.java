package io.palebluedot.hardware.driver.redfish;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a BMC wants to see If-Match. Some demand it (428), some refuse a right one (412), some send weak or doubly quoted tags: the
 * rungs are tried in turn and the one that worked is remembered.
 */
enum ETagManner {
    EXACT,
    STRIPPED,
    ANY,
    NONE;

    /** All manners, the one that worked last first. */
    static List<ETagManner> ladder(ETagManner first) {
        var ladder = new ArrayList<ETagManner>(List.of(first));
        for (var manner : values()) {
            if (manner != first) {
                ladder.add(manner);
            }
        }
        return ladder;
    }

    /** The header's value, or null for no header. */
    @Nullable
    String ifMatch(@Nullable String etag) {
        return switch (this) {
            case EXACT -> etag == null || etag.isBlank() ? null : etag;
            case STRIPPED -> etag == null || etag.isBlank() ? null : stripped(etag);
            case ANY -> "*";
            case NONE -> null;
        };
    }

    private static String stripped(String etag) {
        String core = etag.startsWith("W/") ? etag.substring(2) : etag;
        core = core.replace("\"", "").replaceFirst("[-;](gzip|br)$", "");
        return '"' + core + '"';
    }
}
