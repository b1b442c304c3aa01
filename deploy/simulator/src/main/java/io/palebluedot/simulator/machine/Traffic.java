package io.palebluedot.simulator.machine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How a BMC was asked: requests at once and in all, and who is still logged in. Safe for concurrent use. */
public final class Traffic {

    private final AtomicLong requests = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger sessions = new AtomicInteger();

    /** A request came in. */
    public void begin() {
        requests.incrementAndGet();
        most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    }

    /** Its answer begins, or its connection is gone. */
    public void end() {
        inFlight.decrementAndGet();
    }

    /** So many sessions are open now. */
    public void sessions(int open) {
        sessions.set(open);
    }

    /** Counts anew; sessions and requests that are open stay counted. */
    public void reset() {
        requests.set(0);
        most.set(inFlight.get());
    }

    public long requests() {
        return requests.get();
    }

    /** Most requests that were open at the same time. */
    public int mostInFlight() {
        return most.get();
    }

    /** Sessions that nobody deleted, idle ones too. */
    public int openSessions() {
        return sessions.get();
    }
}
