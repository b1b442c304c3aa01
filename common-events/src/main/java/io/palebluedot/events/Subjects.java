package io.palebluedot.events;

/** Subjects and streams on NATS. */
public final class Subjects {

    /** Durable stream of all events. */
    public static final String EVENTS_STREAM = "PBD_EVENTS";

    /** Memory stream of telemetry, with a short age. */
    public static final String TELEMETRY_STREAM = "PBD_TELEMETRY";

    /** Messages that a consumer could not take, with the reason in their headers. */
    public static final String DEAD_LETTER_STREAM = "PBD_DEAD_LETTERS";

    private Subjects() {}

    /** {@code pbd.<domain>.<object-id>.<participle>}. */
    public static String event(String domain, String objectId, String participle) {
        return "pbd." + domain + "." + token(objectId) + "." + participle;
    }

    /** Where hardware-service publishes samples of one server. */
    public static String telemetry(String serverId) {
        return "pbd.telemetry." + token(serverId) + ".sampled";
    }

    /** Where messages go that the consumer of that name could not take. */
    public static String deadLetter(String consumer) {
        return "pbd.dead_letter." + token(consumer);
    }

    /** An id is one subject token: anything NATS gives a meaning becomes '_'. */
    private static String token(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("empty id in subject");
        }
        char[] token = id.toCharArray();
        for (int i = 0; i < token.length; i++) {
            char c = token[i];
            if (c <= ' ' || c == '.' || c == '*' || c == '>') {
                token[i] = '_';
            }
        }
        return new String(token);
    }
}
