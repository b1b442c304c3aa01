package io.palebluedot.gateway.testing;

/** How the fake journal is used. */
public final class Journal {

    private Journal() {}

    /** Streams that somebody reads. */
    public static int open() {
        return FakeEvents.OPEN.get();
    }

    /** Events that were sent so far. */
    public static int sent() {
        return FakeEvents.SENT.get();
    }
}
