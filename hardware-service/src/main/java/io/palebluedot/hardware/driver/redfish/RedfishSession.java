package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.http.HttpAnswer;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The login at one BMC. Sessions are few, so one is kept and reused; Basic is used only where sessions never worked. After a
 * refused login it is not tried again for a growing while: repeating a wrong password locks the account. Used inside the turnstile,
 * one call at a time.
 */
final class RedfishSession {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final RedfishWire wire;
    private final Login login;
    private volatile @Nullable Map<String, String> headers;
    private volatile @Nullable String location;
    private volatile @Nullable String sessions;
    private volatile Quirks quirks = Quirks.NONE;
    private volatile boolean offered;
    private volatile boolean sessionsWork;
    private volatile Instant notBefore = Instant.MIN;
    private volatile Duration pause = FIRST_PAUSE;

    RedfishSession(RedfishWire wire, Login login) {
        this.wire = wire;
        this.login = login;
    }

    /** Known from the first login on. */
    Quirks quirks() {
        return quirks;
    }

    /** Headers that authorise a request; logs in when there is no session yet. */
    Uni<Map<String, String>> headers() {
        var known = headers;
        return known != null ? Uni.createFrom().item(known) : logIn();
    }

    /** After a 401: the session has ended, or the password changed. */
    Uni<Map<String, String>> renew() {
        boolean basic = location == null && !sessionsWork;
        headers = null;
        location = null;
        return basic ? Uni.createFrom().failure(refused()) : logIn();
    }

    /** As above, for a stream alone: a login that is good for the rest is not lost over a stream that is not allowed to it. */
    Uni<Map<String, String>> replace() {
        return location == null && !sessionsWork
                ? Uni.createFrom().failure(new BmcFailure(BmcFailure.Kind.UNAUTHORIZED, "not allowed to this login"))
                : end().chain(() -> renew());
    }

    Uni<Void> end() {
        var auth = headers;
        String where = location;
        headers = null;
        location = null;
        if (auth == null || where == null) {
            return Uni.createFrom().voidItem();
        }
        return wire.send("DELETE", where, auth, null)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Map<String, String>> logIn() {
        if (Instant.now().isBefore(notBefore)) {
            return Uni.createFrom()
                    .failure(new BmcFailure(
                            BmcFailure.Kind.UNAUTHORIZED, "login was refused; not tried again before " + notBefore));
        }
        return sessionsPath().chain(path -> create(path).chain(answer -> entered(path, answer)));
    }

    private Uni<String> sessionsPath() {
        String known = sessions;
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return wire.send("GET", RedfishWire.ROOT, Map.of(), null)
                .map(Answer::of)
                .map(answer -> new Resource(Paths.ROOT, answer.body()))
                .invoke(root -> {
                    quirks = Quirks.of(root);
                    offered = root.link("Links", "Sessions") != null || root.link("SessionService") != null;
                })
                .map(root -> root.link("Links", "Sessions"))
                .map(path -> path == null ? Paths.ROOT + "/SessionService/Sessions" : path);
    }

    private Uni<HttpAnswer> create(String path) {
        var body = RedfishJson.MAPPER.createObjectNode();
        body.put("UserName", login.username());
        body.put("Password", login.password());
        return wire.send("POST", path, Map.of(), body);
    }

    private Uni<Map<String, String>> entered(String path, HttpAnswer answer) {
        String token = answer.header("X-Auth-Token");
        if (answer.ok() && token != null) {
            sessionsWork = true;
            pause = FIRST_PAUSE;
            location = place(answer);
            sessions = path;
            return kept(Map.of("X-Auth-Token", token));
        }
        return switch (answer.status()) {
            // Where the root names no sessions, this may say no more than that everything wants a login.
            case 401, 403 -> offered || sessionsWork ? Uni.createFrom().failure(refused()) : tryBasic();
            case 400, 404, 405, 501 ->
                sessionsWork ? Uni.createFrom().failure(RedfishFailures.of(Answer.of(answer))) : tryBasic();
            default -> Uni.createFrom().failure(RedfishFailures.of(Answer.of(answer)));
        };
    }

    private @Nullable String place(HttpAnswer answer) {
        String header = answer.header("Location");
        String place = header == null ? null : Paths.ofLocation(header, wire.host());
        return place != null
                ? place
                : Paths.of(Answer.of(answer).body().path("@odata.id").asText(""));
    }

    private Uni<Map<String, String>> tryBasic() {
        String pair = login.username() + ":" + login.password();
        String value = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        var basic = Map.of("Authorization", "Basic " + value);
        return wire.send("GET", Paths.ROOT + "/Systems", basic, null).chain(answer -> switch (answer.status()) {
            case 401, 403 -> Uni.createFrom().failure(refused());
            default -> kept(basic);
        });
    }

    private Uni<Map<String, String>> kept(Map<String, String> auth) {
        headers = auth;
        return Uni.createFrom().item(auth);
    }

    private BmcFailure refused() {
        notBefore = Instant.now().plus(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        return new BmcFailure(BmcFailure.Kind.UNAUTHORIZED, "login as '" + login.username() + "' was refused");
    }
}
