package io.palebluedot.hardware.http;

import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.trust.PinnedTrust;
import io.palebluedot.hardware.trust.Pins;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The one HTTP client of this service: never follows a redirect, never decompresses, never reads more than it was told. */
@ApplicationScoped
public class BoundedHttp {

    private final Vertx vertx;
    private final Pins pins;
    private final HttpClient client;
    private final HttpClient feeds;

    public BoundedHttp(Vertx vertx, HardwareConfig config) {
        this.vertx = vertx;
        var options = new HttpClientOptions()
                .setConnectTimeout((int) config.redfish().connectTimeout().toMillis())
                .setDecompressionSupported(false)
                .setVerifyHost(config.redfish().verifyTls())
                .setMaxHeaderSize(32 * 1024)
                .setMaxInitialLineLength(8 * 1024)
                .setKeepAliveTimeout(30);
        this.pins = new Pins(config.redfish().pins());
        if (!config.redfish().verifyTls()) {
            options.setTrustOptions(TrustOptions.wrap(new PinnedTrust(pins)));
        }
        // Per host; the drivers keep one request in flight per BMC, this is the backstop.
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(2));
        var silence = new HttpClientOptions(options)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setReadIdleTimeout((int) config.redfish().streamSilence().toMillis());
        this.feeds = vertx.createHttpClient(silence, new PoolOptions().setHttp1MaxSize(1));
    }

    /** The next certificate of this address is taken as its own. */
    public void forgetCertificate(HostPort address) {
        pins.forget(address);
    }

    /** Sends and reads the whole answer; fails with {@link HttpFailure}. Cancelling drops the connection. */
    public Uni<HttpAnswer> send(HttpCall call) {
        return Uni.createFrom()
                .<HttpAnswer>emitter(emitter -> start(call, emitter))
                .ifNoItem()
                .after(call.timeout())
                .failWith(() -> new HttpFailure(
                        HttpFailure.Kind.TIMEOUT,
                        "no answer within " + call.timeout().toMillis() + " ms",
                        null));
    }

    /** As {@link #send}, but hands the body on in pieces instead of keeping it; the answer's own body is empty. */
    public Uni<HttpAnswer> stream(HttpCall call, Consumer<Buffer> sink) {
        return Uni.createFrom()
                .<HttpAnswer>emitter(emitter -> start(call, new Body(call.maxBytes(), sink), emitter))
                .ifNoItem()
                .after(call.timeout())
                .failWith(() -> new HttpFailure(HttpFailure.Kind.TIMEOUT, "not read in time", null));
    }

    /**
     * Sends, and hands on what comes for as long as it comes, without a bound but that of what is taken: the reader counts. On a connection of
     * its own, one per host, which breaks after a long silence. Fails as {@link #send} does when no answer begins in time.
     */
    public Uni<HttpFeed> follow(HttpCall call) {
        return Uni.createFrom()
                .<HttpFeed>emitter(emitter -> {
                    var opening = new FeedOpening(emitter);
                    feeds.request(options(call))
                            .onFailure(e -> emitter.fail(failure(e)))
                            .onSuccess(opening::begin);
                })
                .ifNoItem()
                .after(call.timeout())
                .failWith(() -> new HttpFailure(HttpFailure.Kind.TIMEOUT, "no answer in time", null));
    }

    private void start(HttpCall call, UniEmitter<? super HttpAnswer> emitter) {
        start(call, new Body(call.maxBytes(), null), emitter);
    }

    private void start(HttpCall call, Body body, UniEmitter<? super HttpAnswer> emitter) {
        client.request(options(call).setTimeout(call.timeout().toMillis()))
                .onFailure(e -> emitter.fail(failure(e)))
                .onSuccess(request -> exchange(request, call, body, emitter));
    }

    private static RequestOptions options(HttpCall call) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(call.method()))
                .setServer(SocketAddress.inetSocketAddress(
                        call.port(), call.address().getHostAddress()))
                .setHost(call.host())
                .setPort(call.port())
                .setSsl(call.tls())
                .setURI(call.path())
                .setFollowRedirects(false);
        call.headers().forEach(options::putHeader);
        return options;
    }

    private void exchange(HttpClientRequest request, HttpCall call, Body body, UniEmitter<? super HttpAnswer> emitter) {
        // Also called after the end, when there is nothing left to drop.
        emitter.onTermination(() -> {
            if (!body.ended) {
                request.reset(0);
            }
        });
        request.response()
                .onFailure(e -> emitter.fail(failure(e)))
                .onSuccess(response -> read(response, body, emitter));
        send(request, call.body()).onFailure(e -> emitter.fail(failure(e)));
    }

    private Future<Void> send(HttpClientRequest request, @Nullable HttpBody body) {
        return switch (body) {
            case null -> request.end();
            case HttpBody.Bytes bytes -> request.end(bytes.content());
            case HttpBody.FileContent file -> {
                request.putHeader("Content-Length", Long.toString(file.length()));
                yield request.write(file.before())
                        .compose(done ->
                                vertx.fileSystem().open(file.file().toString(), new OpenOptions().setWrite(false)))
                        .compose(opened -> opened.pipe().endOnSuccess(false).to(request))
                        .compose(done -> request.end(file.after()));
            }
        };
    }

    private static void read(HttpClientResponse response, Body body, UniEmitter<? super HttpAnswer> emitter) {
        response.exceptionHandler(e -> emitter.fail(failure(e)));
        response.handler(piece -> {
            if (!body.take(piece)) {
                emitter.fail(new HttpFailure(
                        HttpFailure.Kind.TOO_LARGE, "answer is larger than " + body.limit + " bytes", null));
            }
        });
        response.endHandler(end -> {
            body.ended = true;
            emitter.complete(new HttpAnswer(response.statusCode(), response.headers(), body.content));
        });
    }

    static HttpFailure failure(Throwable e) {
        return switch (e) {
            case HttpFailure known -> known;
            case ConnectException refused ->
                new HttpFailure(HttpFailure.Kind.UNREACHABLE, "connection failed: " + text(refused), refused);
            case SSLException tls -> new HttpFailure(HttpFailure.Kind.TLS, "TLS failed: " + text(root(tls)), tls);
            case java.util.concurrent.TimeoutException late ->
                new HttpFailure(HttpFailure.Kind.TIMEOUT, "no answer in time", late);
            default -> new HttpFailure(HttpFailure.Kind.BROKEN, "connection broke: " + text(e), e);
        };
    }

    /** What a handshake failed by stands at the end of a row of wrappings. */
    private static Throwable root(Throwable e) {
        var cause = e.getCause();
        return cause == null ? e : root(cause);
    }

    private static String text(Throwable e) {
        String message = e.getMessage();
        String text = message == null ? e.getClass().getSimpleName() : message;
        return text.length() > 160 ? text.substring(0, 160) : text;
    }

    /** Counts what comes and keeps or hands on as much as is allowed. */
    private static final class Body {
        private final int limit;
        private final @Nullable Consumer<Buffer> sink;
        private final Buffer content = Buffer.buffer();
        private long size;
        private volatile boolean ended;

        Body(int limit, @Nullable Consumer<Buffer> sink) {
            this.limit = limit;
            this.sink = sink;
        }

        boolean take(Buffer piece) {
            size += piece.length();
            if (size > limit) {
                return false;
            }
            if (sink == null) {
                content.appendBuffer(piece);
            } else {
                sink.accept(piece);
            }
            return true;
        }
    }
}
