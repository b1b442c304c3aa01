package io.palebluedot.hardware.driver.gnmi;

import com.github.gnmi.proto.CapabilityRequest;
import com.github.gnmi.proto.CapabilityResponse;
import com.github.gnmi.proto.Encoding;
import com.github.gnmi.proto.GetResponse;
import com.github.gnmi.proto.Notification;
import com.github.gnmi.proto.SetResponse;
import com.github.gnmi.proto.SubscribeRequest;
import com.github.gnmi.proto.SubscribeResponse;
import com.github.gnmi.proto.gNMIGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.driver.Login;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Talks to one target as one user; learns in which manner the target wants to be asked, and to be told. All failures are {@link BmcFailure}. */
final class GnmiClient {

    /** What a target says of itself. */
    record Capabilities(String version, List<Encoding> encodings, List<String> models) {}

    private static final Capabilities UNTOLD = new Capabilities("", List.of(), List.of());

    private final GnmiWire wire;
    private final @Nullable Login login;
    private final HardwareConfig.Gnmi config;
    private final Duration timeout;
    private final NotificationReader reader;
    private volatile @Nullable List<Encoding> ladder;
    private final AtomicReference<@Nullable Manner> reading = new AtomicReference<>();
    private final AtomicReference<@Nullable Manner> writing = new AtomicReference<>();

    /** A client without a login for strangers. */
    GnmiClient(GnmiWire wire, @Nullable Login login, HardwareConfig.Gnmi config, Duration timeout) {
        this.wire = wire;
        this.login = login;
        this.config = config;
        this.timeout = timeout;
        this.reader = new NotificationReader(config.maxLeaves());
    }

    Uni<Capabilities> capabilities() {
        return GrpcCalls.onCallersContext(() -> wire.call(channel -> GrpcCalls.unary(
                        channel,
                        gNMIGrpc.getCapabilitiesMethod(),
                        deadline(),
                        headers(),
                        CapabilityRequest.getDefaultInstance()))
                .map(GnmiClient::capabilities)
                .invoke(told -> ladder = Manner.ladder(told.encodings())));
    }

    private static Capabilities capabilities(CapabilityResponse told) {
        // Numbers beyond the known encodings are left out.
        var encodings = told.getSupportedEncodingsList().stream()
                .filter(e -> e != Encoding.UNRECOGNIZED)
                .toList();
        var models = told.getSupportedModelsList().stream()
                .map(m -> m.getName() + "@" + m.getVersion())
                .toList();
        return new Capabilities(told.getGNMIVersion(), encodings, models);
    }

    /** The leaves at and below a path; none when the target does not have it, however it says so. */
    Uni<List<Leaf>> read(GnmiPath path) {
        return GrpcCalls.onCallersContext(() -> ladder().chain(encodings -> inManner(
                        reading,
                        reading(encodings),
                        null,
                        m -> m.once() ? readOnce(path, m) : get(path, m),
                        (m, e) -> m.afterRead(e, encodings, config.prefixTarget()))))
                .onFailure(GnmiClient::absent)
                .recoverWithItem(List.of());
    }

    private static boolean absent(Throwable e) {
        return e instanceof BmcFailure f && f.kind() == Kind.NOT_FOUND;
    }

    private Uni<List<Leaf>> get(GnmiPath path, Manner m) {
        return wire.call(channel -> GrpcCalls.unary(
                        channel, gNMIGrpc.getGetMethod(), deadline(), headers(), GnmiRequests.get(path, m)))
                .map(GetResponse::getNotificationList)
                .map(this::merged);
    }

    private List<Leaf> merged(List<Notification> notifications) {
        var known = new LastKnown(config.maxLeaves());
        notifications.forEach(n -> known.apply(reader.read(n)));
        return known.all();
    }

    private Uni<List<Leaf>> readOnce(GnmiPath path, Manner m) {
        return wire.call(channel -> Uni.createFrom().deferred(() -> {
            var known = new LastKnown(config.maxLeaves());
            return subscription(channel, GnmiRequests.once(path, m), deadline())
                    .select()
                    .first(answer -> !answer.getSyncResponse())
                    .filter(SubscribeResponse::hasUpdate)
                    .onItem()
                    .invoke(answer -> known.apply(reader.read(answer.getUpdate())))
                    .collect()
                    .last()
                    .map(last -> known.all());
        }));
    }

    /** Everything happens, or nothing. */
    Uni<Void> set(List<Change> changes) {
        return GrpcCalls.onCallersContext(() -> ladder().chain(encodings -> inManner(
                writing,
                Objects.requireNonNullElse(writing.get(), reading(encodings)),
                null,
                m -> set(changes, m),
                (m, e) -> m.afterSet(e, encodings, config.prefixTarget()))));
    }

    private Uni<Void> set(List<Change> changes, Manner m) {
        return wire.call(channel -> GrpcCalls.unary(
                        channel, gNMIGrpc.getSetMethod(), deadline(), headers(), GnmiRequests.set(changes, m)))
                .invoke(GnmiClient::check)
                .replaceWithVoid();
    }

    /** Before gNMI 0.7, errors were part of a good answer. */
    private static void check(SetResponse answer) {
        if (answer.getMessage().getCode() != 0) {
            throw new BmcFailure(
                    Kind.REFUSED, "Set failed: " + answer.getMessage().getMessage());
        }
    }

    /**
     * Notifications as they come, until cancelled. Fails with TIMEOUT when nothing comes at first, or no sample for three intervals.
     */
    Multi<GnmiNotification> follow(List<GnmiPath> paths, Rhythm rhythm) {
        return GrpcCalls.streamOnCallersContext(() ->
                ladder().onItem().transformToMulti(encodings -> follow(reading(encodings), encodings, paths, rhythm)));
    }

    private Multi<GnmiNotification> follow(Manner m, List<Encoding> encodings, List<GnmiPath> paths, Rhythm rhythm) {
        var begun = new AtomicBoolean();
        return wire.stream(channel -> lively(
                        subscription(channel, GnmiRequests.stream(paths, rhythm, m), CallOptions.DEFAULT), rhythm))
                .onFailure()
                .transform(GnmiFailures::of)
                .onItem()
                .invoke(() -> {
                    begun.set(true);
                    reading.set(m);
                })
                .filter(SubscribeResponse::hasUpdate)
                .map(answer -> reader.read(answer.getUpdate()))
                .onFailure(e -> !begun.get() && next(m, e, encodings).isPresent())
                .recoverWithMulti(e -> follow(next(m, e, encodings).orElseThrow(), encodings, paths, rhythm));
    }

    private Optional<Manner> next(Manner m, Throwable e, List<Encoding> encodings) {
        return e instanceof BmcFailure f ? m.afterAny(f, encodings, config.prefixTarget()) : Optional.empty();
    }

    private Multi<SubscribeResponse> lively(Multi<SubscribeResponse> answers, Rhythm rhythm) {
        return switch (rhythm) {
            case Rhythm.Sample sample -> {
                var three = sample.every().multipliedBy(3);
                yield answers.ifNoItem()
                        .after(three.compareTo(timeout) > 0 ? three : timeout)
                        .failWith(() -> new BmcFailure(Kind.TIMEOUT, "no sample came"));
            }
            // What does not change is silent, but a target tells at first what there is, or that there is nothing.
            case Rhythm.OnChange changes -> GrpcCalls.beginning(answers, timeout);
        };
    }

    private Multi<SubscribeResponse> subscription(Channel channel, SubscribeRequest request, CallOptions options) {
        return GrpcCalls.stream(channel, gNMIGrpc.getSubscribeMethod(), options, headers(), request);
    }

    void close() {
        wire.close();
    }

    /** Encodings to try; a target without Capabilities gets the usual ones. */
    private Uni<List<Encoding>> ladder() {
        var known = ladder;
        return known != null
                ? Uni.createFrom().item(known)
                : capabilities()
                        .onFailure(e -> e instanceof BmcFailure f && f.kind() == Kind.UNSUPPORTED)
                        .recoverWithItem(UNTOLD)
                        .map(told -> Manner.ladder(told.encodings()))
                        .invoke(found -> ladder = found);
    }

    private Manner reading(List<Encoding> encodings) {
        var known = reading.get();
        return known == null ? Manner.first(encodings) : known;
    }

    private interface Ladder {
        Optional<Manner> next(Manner tried, BmcFailure failure);
    }

    /** Goes up the ladder until a manner works; else the first failure tells the most. */
    private static <T> Uni<T> inManner(
            AtomicReference<@Nullable Manner> known,
            Manner m,
            @Nullable BmcFailure first,
            Function<Manner, Uni<T>> work,
            Ladder steps) {
        return work.apply(m)
                .invoke(() -> known.set(m))
                .onFailure(BmcFailure.class)
                .recoverWithUni(e -> {
                    var told = first == null ? e : first;
                    return steps.next(m, e)
                            .map(next -> inManner(known, next, told, work, steps))
                            .orElseGet(() -> Uni.createFrom().failure(told));
                });
    }

    private CallOptions deadline() {
        return CallOptions.DEFAULT.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Metadata headers() {
        var headers = new Metadata();
        var user = login;
        if (user != null) {
            headers.put(Metadata.Key.of("username", Metadata.ASCII_STRING_MARSHALLER), user.username());
            headers.put(Metadata.Key.of("password", Metadata.ASCII_STRING_MARSHALLER), user.password());
        }
        return headers;
    }
}
