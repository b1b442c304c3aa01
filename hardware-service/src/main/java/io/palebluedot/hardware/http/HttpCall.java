package io.palebluedot.hardware.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param host what the Host header and the certificate say
 * @param address where the connection goes, checked before
 * @param path absolute path with query
 * @param maxBytes largest body that is read
 */
public record HttpCall(
        String method,
        boolean tls,
        String host,
        InetAddress address,
        int port,
        String path,
        Map<String, String> headers,
        @Nullable HttpBody body,
        Duration timeout,
        int maxBytes) {

    /** Without the headers, which may hold a token. */
    @Override
    public String toString() {
        return method + " " + host + ":" + port + path;
    }
}
