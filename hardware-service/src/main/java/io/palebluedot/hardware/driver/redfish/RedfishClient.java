package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Turnstile;
import io.palebluedot.hardware.http.HttpAnswer;
import io.palebluedot.hardware.http.HttpBody;
import io.palebluedot.hardware.http.HttpFeed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Talks to one BMC as one user: one request at a time, in one session that is reused and deleted in the end. */
final class RedfishClient {

    private static final int ROOM = 256;
    /** What a BMC gets before the next request when it left one without an answer. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final Turnstile turnstile = Turnstile.resting(ROOM, REST);
    private final RedfishWire wire;
    private final RedfishSession session;
    private final EventFeeds feeds = new EventFeeds();
    private volatile ETagManner manner = ETagManner.EXACT;
    private volatile boolean closing;

    RedfishClient(RedfishWire wire, Bmc bmc) {
        this.wire = wire;
        this.session = new RedfishSession(wire, bmc.login());
    }

    /** The service root, without a login. */
    Uni<Resource> root() {
        return turnstile
                .pass(() -> wire.send("GET", RedfishWire.ROOT, Map.of(), null))
                .map(Answer::of)
                .map(answer -> resource(Paths.ROOT, answer));
    }

    /** The vendor's, as known from the first login on. */
    Quirks quirks() {
        return session.quirks();
    }

    /** Passes when the login is accepted. */
    Uni<Void> logIn() {
        return turnstile.pass(session::headers).replaceWithVoid();
    }

    Uni<Resource> get(String path) {
        return raw("GET", path, Map.of(), null).map(answer -> resource(path, answer));
    }

    /** As {@link #get}, but absent (and not a failure) when the BMC does not have it. */
    Uni<Resource> getIfPresent(@Nullable String path) {
        if (path == null) {
            return Uni.createFrom().item(Resource.absent(""));
        }
        return raw("GET", path, Map.of(), null)
                .map(answer -> answer.status() == 404 || answer.status() == 405 || answer.status() == 403
                        ? Resource.absent(path)
                        : resource(path, answer));
    }

    /** The first members of a collection, without those that the BMC does not show; empty when there is no such collection. */
    Uni<List<Resource>> members(@Nullable String collection, int limit) {
        return getIfPresent(collection)
                .chain(list -> all(list.members().stream().limit(limit).toList()));
    }

    /** Those of the resources that are present, in their order. */
    Uni<List<Resource>> all(List<String> paths) {
        return Multi.createFrom()
                .iterable(paths)
                .onItem()
                .transformToUniAndConcatenate(this::getIfPresent)
                .filter(Resource::present)
                .collect()
                .asList();
    }

    /** The answer as it is, for tasks, whose 404 has a meaning. */
    Uni<Answer> getRaw(String path) {
        return raw("GET", path, Map.of(), null);
    }

    Uni<Answer> post(String path, JsonNode body) {
        return raw("POST", path, Map.of(), body).map(RedfishClient::done);
    }

    Uni<Answer> delete(String path) {
        return raw("DELETE", path, Map.of(), null).map(RedfishClient::done);
    }

    /** POST of a file; nothing else goes to the BMC meanwhile. */
    Uni<Answer> upload(String path, Map<String, String> headers, HttpBody body) {
        return turnstile
                .pass(() -> authorized(auth -> wire.upload(path, RedfishWire.join(auth, headers), body)))
                .map(Answer::of)
                .map(RedfishClient::done);
    }

    /** PATCH with the ladder of If-Match. */
    Uni<Answer> patch(String path, JsonNode body) {
        return getRaw(path)
                .map(current -> GpuFacts.first(current.etag(), new Resource(path, current.body()).text("@odata.etag")))
                .onItem()
                .transformToUni(etag ->
                        patch(path, body, etag, ETagManner.ladder(manner).iterator(), "-"))
                .map(RedfishClient::done);
    }

    private Uni<Answer> patch(
            String path, JsonNode body, @Nullable String etag, Iterator<ETagManner> ladder, @Nullable String tried) {
        var rung = ladder.next();
        String ifMatch = rung.ifMatch(etag);
        if (java.util.Objects.equals(ifMatch, tried) && ladder.hasNext()) {
            return patch(path, body, etag, ladder, tried);
        }
        Map<String, String> headers = ifMatch == null ? Map.of() : Map.of("If-Match", ifMatch);
        return raw("PATCH", path, headers, body).onItem().transformToUni(answer -> {
            if ((answer.status() == 412 || answer.status() == 428) && ladder.hasNext()) {
                return patch(path, body, etag, ladder, ifMatch);
            }
            if (answer.ok()) {
                manner = rung;
            }
            return Uni.createFrom().item(answer);
        });
    }

    /** A stream of events, which is beside the one request at a time once it stands; fails when the BMC refuses it. Ends with this client. */
    Uni<Multi<Buffer>> follow(String path) {
        return turnstile
                .pass(() -> headers()
                        .chain(auth -> wire.follow(path, auth)
                                .chain(feed -> feed.status() == 401
                                        ? again(feed, path)
                                        : Uni.createFrom().item(feed))))
                .map(feeds::open);
    }

    private Uni<HttpFeed> again(HttpFeed refused, String path) {
        refused.close();
        return session.replace().chain(fresh -> wire.follow(path, fresh));
    }

    /** Deletes the session as soon as the request in flight has ended; the next request logs in again. */
    Uni<Void> release() {
        return turnstile.pass(session::end);
    }

    /** As {@link #release}, but further requests are refused, and streams end. */
    Uni<Void> close() {
        refuse();
        return release();
    }

    /** Lets no further request and no stream through. */
    void refuse() {
        closing = true;
        feeds.close();
    }

    private Uni<Answer> raw(String method, String path, Map<String, String> headers, @Nullable JsonNode body) {
        return turnstile
                .pass(() -> authorized(auth -> wire.send(method, path, RedfishWire.join(auth, headers), body)))
                .map(Answer::of);
    }

    private Uni<Map<String, String>> headers() {
        return closing
                ? Uni.createFrom().failure(new BmcFailure(BmcFailure.Kind.BUSY, "the session is being ended"))
                : session.headers();
    }

    private Uni<HttpAnswer> authorized(Function<Map<String, String>, Uni<HttpAnswer>> send) {
        return headers()
                .chain(auth -> send.apply(auth))
                .chain(answer -> answer.status() == 401
                        ? session.renew().chain(auth -> send.apply(auth))
                        : Uni.createFrom().item(answer));
    }

    private static Resource resource(String path, Answer answer) {
        done(answer);
        if (!answer.isObject()) {
            throw new BmcFailure(BmcFailure.Kind.MALFORMED, "answer to GET " + path + " is not a JSON object");
        }
        return new Resource(path, answer.body());
    }

    /** Passes good answers and turns the others into failures. */
    private static Answer done(Answer answer) {
        if (answer.ok()) {
            return answer;
        }
        throw RedfishFailures.of(answer);
    }
}
