package io.palebluedot.gateway.web;

import org.jspecify.annotations.Nullable;

/**
 * What an answer says beside its body.
 *
 * @param version becomes the entity tag
 * @param before the object as it was, for the audit only
 */
public record Outcome(
        int status,
        @Nullable String location,
        @Nullable Long version,
        @Nullable Object before) {

    static final Outcome OK = new Outcome(200, null, null, null);
}
