package io.palebluedot.hardware.driver;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A BMC did not do or tell what was asked; the message is for people and holds no secret. */
public final class BmcFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why; {@link #code} is stable on the wire. */
    public enum Kind {
        /** Nothing listens, or the connection breaks. */
        UNREACHABLE("BMC_UNREACHABLE", true),
        TIMEOUT("BMC_TIMEOUT", true),
        UNAUTHORIZED("BMC_UNAUTHORIZED", false),
        /** Too many sessions, or a job runs. */
        BUSY("BMC_BUSY", true),
        /** It answered, and said no. */
        REFUSED("BMC_REFUSED", false),
        /** It said something that cannot be understood. */
        MALFORMED("BMC_MALFORMED_ANSWER", false),
        /** It has no such capability. */
        UNSUPPORTED("CAPABILITY_UNSUPPORTED", false),
        /** What was asked is outside of what it tells as allowed. */
        INVALID("INVALID_SETTING", false),
        /** Reading back shows another value than the one written. */
        NOT_CONFIRMED("NOT_CONFIRMED", false),
        NOT_FOUND("NOT_FOUND", false);

        private final String code;
        private final boolean passing;

        Kind(String code, boolean passing) {
            this.code = code;
            this.passing = passing;
        }

        public String code() {
            return code;
        }

        /** True when asking again later may help. */
        public boolean passing() {
            return passing;
        }
    }

    private final Kind kind;

    public BmcFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    public BmcFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The message, never null. */
    public String text() {
        String message = getMessage();
        return message == null ? kind.code() : message;
    }
}
