package io.palebluedot.hardware.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What came back, whatever its status; redirects are answers like any other. */
public record HttpAnswer(int status, MultiMap headers, Buffer body) {

    public @Nullable String header(String name) {
        return headers.get(name);
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }
}
