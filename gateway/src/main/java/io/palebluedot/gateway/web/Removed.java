package io.palebluedot.gateway.web;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is left to say of an object that is gone. */
public record Removed(
        @Schema(description = "The reference that was asked for")
        String id,

        boolean deleted) {

    public static Removed of(String ref) {
        return new Removed(ref, true);
    }
}
