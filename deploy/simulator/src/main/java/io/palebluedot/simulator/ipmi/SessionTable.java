package io.palebluedot.simulator.ipmi;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sessions of one BMC: a few at a time, those that say nothing for a minute are forgotten. */
final class SessionTable {

    private static final int CAPACITY = 16;
    private static final long IDLE_MILLIS = Duration.ofSeconds(60).toMillis();

    private final SecureRandom random;
    private final Map<Integer, Session> sessions = new HashMap<>();

    SessionTable(SecureRandom random) {
        this.random = random;
    }

    /** A new session that still has to authenticate, or null when there are too many. */
    @Nullable
    Session open(int consoleId, CipherSuite suite, long now) {
        sessions.values().removeIf(session -> now - session.usedAt() > IDLE_MILLIS);
        if (sessions.size() >= CAPACITY) {
            return null;
        }
        int id = random.nextInt();
        while (id == 0 || sessions.containsKey(id)) {
            id = random.nextInt();
        }
        Session session = new Session(id, consoleId, suite, now);
        sessions.put(id, session);
        return session;
    }

    @Nullable
    Session find(int id) {
        return sessions.get(id);
    }

    void close(Session session) {
        sessions.remove(session.id());
    }

    void closeAll() {
        sessions.clear();
    }

    int active() {
        return (int) sessions.values().stream().filter(Session::active).count();
    }

    byte[] randomOctets() {
        byte[] octets = new byte[16];
        random.nextBytes(octets);
        return octets;
    }
}
