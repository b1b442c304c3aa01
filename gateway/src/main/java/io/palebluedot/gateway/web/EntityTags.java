package io.palebluedot.gateway.web;

import io.palebluedot.rpc.Failures;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Entity tags are the object's version in quotes; If-Match carries it back. */
public final class EntityTags {

    private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");

    private EntityTags() {}

    static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The version that the caller expects; nothing for an absent header or {@code *}.
     *
     * @throws io.palebluedot.rpc.FailureException INVALID_INPUT when it is no tag of ours
     */
    public static OptionalLong expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher tag = TAG.matcher(ifMatch.strip());
        if (tag.matches()) {
            return OptionalLong.of(Long.parseLong(tag.group(1)));
        }
        if (ifMatch.strip().startsWith("W/")) {
            throw new ProblemException(412, "VERSION_CONFLICT", "a weak entity tag never matches");
        }
        throw Failures.invalid("If-Match", "must be one entity tag as ETag gave it, for example \"3\"");
    }

    /**
     * As {@link #expected}, where a blind write would hurt.
     *
     * @throws ProblemException 428 without the header
     */
    public static OptionalLong demanded(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new ProblemException(428, "PRECONDITION_REQUIRED", "read the object and send its ETag as If-Match");
        }
        return expected(ifMatch);
    }

    static boolean unchanged(ContainerRequestContext request, String tag) {
        String known = request.getHeaderString("If-None-Match");
        return known != null
                && (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                && Arrays.stream(known.split(","))
                        .map(String::strip)
                        .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    }
}
