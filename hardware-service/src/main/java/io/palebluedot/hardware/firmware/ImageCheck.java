package io.palebluedot.hardware.firmware;

import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.ForbiddenAddress;
import io.palebluedot.hardware.http.BoundedHttp;
import io.palebluedot.hardware.http.HttpAnswer;
import io.palebluedot.hardware.http.HttpCall;
import io.palebluedot.hardware.http.HttpFailure;
import io.palebluedot.hardware.operation.OperationFailure;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;

/** Reads an image once before a BMC is told of it, and compares its checksum. Redirects are not followed. */
@ApplicationScoped
public class ImageCheck {

    private static final int MAX_BYTES = 1 << 30;
    private static final Duration TIMEOUT = Duration.ofMinutes(20);

    private final BoundedHttp http;
    private final AllowedAddresses addresses;
    private final Vertx vertx;

    ImageCheck(BoundedHttp http, AllowedAddresses addresses, Vertx vertx) {
        this.http = http;
        this.addresses = addresses;
        this.vertx = vertx;
    }

    /** Fails with {@link OperationFailure} IMAGE_UNAVAILABLE, ADDRESS_FORBIDDEN or CHECKSUM_MISMATCH. */
    Uni<Void> check(FirmwareWish wish) {
        return read(wish, piece -> {});
    }

    /** Fails as {@link #check}; whoever gets the file deletes it. */
    Uni<ImageFile> download(FirmwareWish wish) {
        return ImageFile.create(vertx)
                .chain(file -> read(wish, file::write)
                        .chain(file::complete)
                        .replaceWith(file)
                        .onFailure()
                        .invoke(file::delete));
    }

    private Uni<Void> read(FirmwareWish wish, Consumer<Buffer> sink) {
        var uri = wish.image();
        var digest = sha256();
        return addresses
                .resolve(uri.getHost().replaceAll("[\\[\\]]", ""))
                .chain(ip -> http.stream(call(uri, ip), piece -> {
                    digest.update(piece.getBytes());
                    sink.accept(piece);
                }))
                .invoke(answer -> compare(answer, digest, wish.sha256()))
                .onFailure()
                .transform(ImageCheck::failure)
                .replaceWithVoid();
    }

    private static HttpCall call(URI uri, InetAddress ip) {
        boolean tls = uri.getScheme().equals("https");
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new HttpCall("GET", tls, uri.getHost(), ip, port, path + query, Map.of(), null, TIMEOUT, MAX_BYTES);
    }

    private static void compare(HttpAnswer answer, MessageDigest digest, String wanted) {
        if (answer.status() != 200) {
            throw new OperationFailure("IMAGE_UNAVAILABLE", "the image's server answered " + answer.status());
        }
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(wanted)) {
            throw new OperationFailure("CHECKSUM_MISMATCH", "the image has sha256:" + actual);
        }
    }

    private static Throwable failure(Throwable e) {
        return switch (e) {
            case HttpFailure http -> new OperationFailure("IMAGE_UNAVAILABLE", String.valueOf(http.getMessage()));
            case ForbiddenAddress f -> new OperationFailure("ADDRESS_FORBIDDEN", String.valueOf(f.getMessage()));
            default -> e;
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
