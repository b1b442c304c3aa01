package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.fault.FaultBoard;
import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.machine.Timeline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Who is logged in at one BMC: few sessions that end when idle, basic authentication beside them. */
final class Sessions {

    private static final int LIMIT = 8;
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Session(String id, String user, Instant lastUsed) {

        Session used(Instant now) {
            return new Session(id, user, now);
        }
    }

    private final String collection;
    private final String user;
    private final String password;
    private final FaultBoard faults;
    private final Timeline timeline;
    private final IntConsumer open;
    private final Map<String, Session> byToken = new LinkedHashMap<>();
    private int next;

    Sessions(String collection, String user, String password, FaultBoard faults, Timeline timeline, IntConsumer open) {
        this.collection = collection;
        this.user = user;
        this.password = password;
        this.faults = faults;
        this.timeline = timeline;
        this.open = open;
    }

    boolean permits(RedfishRequest request) {
        String token = request.header("x-auth-token");
        if (token != null) {
            synchronized (this) {
                Session session = byToken.computeIfPresent(token, (key, old) -> old.used(timeline.now()));
                return session != null;
            }
        }
        String basic = request.header("authorization");
        return basic != null
                && basic.startsWith("Basic ")
                && correct(basic.substring(6).strip());
    }

    synchronized RedfishReply login(RedfishRequest request) {
        String name = request.json().path("UserName").asText();
        if (!equal(name + ":" + request.json().path("Password").asText(), user + ":" + password)) {
            return RedfishReply.error(401, "ResourceAtUriUnauthorized", "Wrong user name or password.");
        }
        byToken.values().removeIf(session -> session.lastUsed().plus(IDLE).isBefore(timeline.now()));
        if (byToken.size() >= LIMIT || faults.has(FaultKind.SESSION_LIMIT)) {
            return RedfishReply.error(503, "SessionLimitExceeded", "There is no free session on this BMC.");
        }
        Session session = new Session(String.valueOf(++next), name, timeline.now());
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        byToken.put(token, session);
        open.accept(byToken.size());
        return RedfishReply.created(collection + "/" + session.id(), resource(session))
                .withHeader("X-Auth-Token", token);
    }

    synchronized RedfishReply logout(String path) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        boolean gone = byToken.values().removeIf(session -> session.id().equals(id));
        open.accept(byToken.size());
        return gone ? RedfishReply.noContent() : RedfishReply.notFound(path);
    }

    synchronized @Nullable ObjectNode get(String path) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        return byToken.values().stream()
                .filter(session -> session.id().equals(id))
                .map(this::resource)
                .findFirst()
                .orElse(null);
    }

    synchronized ObjectNode list() {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("@odata.type", "#SessionCollection.SessionCollection").put("@odata.id", collection);
        list.put("Name", "Session Collection").put("Members@odata.count", byToken.size());
        ArrayNode members = list.putArray("Members");
        byToken.values().forEach(session -> members.addObject().put("@odata.id", collection + "/" + session.id()));
        return list;
    }

    /** A BMC that restarts knows nobody. */
    synchronized void forget() {
        byToken.clear();
        open.accept(0);
    }

    private ObjectNode resource(Session session) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("@odata.type", "#Session.v1_3_0.Session")
                .put("@odata.id", collection + "/" + session.id())
                .put("Id", session.id())
                .put("Name", "User Session")
                .put("UserName", session.user());
    }

    private boolean correct(String encoded) {
        try {
            return equal(
                    new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8), user + ":" + password);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean equal(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
