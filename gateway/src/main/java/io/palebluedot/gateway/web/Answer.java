package io.palebluedot.gateway.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One object in the envelope that every success has. */
public record Answer<T>(
        T data,

        @Schema(description = "Also in the header X-Request-Id", examples = "018f6d2e-7c1a-7b7e-9a3f-2b1c4d5e6f70")
        @Nullable
        String requestId,

        @Schema(description = "Name of the route that answered", examples = "gpu_get") @Nullable
        String operation,

        @JsonIgnore @Schema(hidden = true) Outcome outcome)
        implements Enveloped {

    public static <T> Answer<T> of(T data) {
        return new Answer<>(data, null, null, Outcome.OK);
    }

    /** With the entity tag of the object's version. */
    public static <T> Answer<T> of(T data, long version) {
        return new Answer<>(data, null, null, new Outcome(200, null, version, null));
    }

    /** 201: the object is new and has this path. */
    public Answer<T> created(String location) {
        return with(new Outcome(201, location, outcome.version(), outcome.before()));
    }

    /** 202: it will happen; this path tells how far it is. */
    public Answer<T> accepted(String location) {
        return with(new Outcome(202, location, outcome.version(), outcome.before()));
    }

    /** Tells the audit what was there before. */
    public Answer<T> replacing(Object before) {
        return with(new Outcome(outcome.status(), outcome.location(), outcome.version(), before));
    }

    @Override
    public Answer<T> stamped(String id, String route) {
        return new Answer<>(data, id, route, outcome);
    }

    private Answer<T> with(Outcome other) {
        return new Answer<>(data, requestId, operation, other);
    }
}
