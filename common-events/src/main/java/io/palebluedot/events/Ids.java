package io.palebluedot.events;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** New identities: UUIDv7, so that ids sort by time. */
public final class Ids {

    private Ids() {}

    /** A new UUIDv7, growing within this process even inside one millisecond. */
    public static UUID newUuid() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }

    /** {@link #newUuid()} as text. */
    public static String newId() {
        return newUuid().toString();
    }

    /** True when the text is a UUID, so that a reference can be told from a name. */
    public static boolean isId(String text) {
        if (text.length() != 36) {
            return false;
        }
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException notAUuid) {
            return false;
        }
    }
}
