package io.palebluedot.hardware.credential;

import io.vertx.mutiny.core.buffer.Buffer;

/** A secret that only {@link Envelope} can open; {@code keyId} says with which key. */
public record Sealed(String keyId, Buffer secret) {

    @Override
    public String toString() {
        return "Sealed[" + keyId + "]";
    }
}
