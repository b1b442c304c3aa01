package io.palebluedot.hardware.address;

import io.palebluedot.rpc.Failures;
import java.net.URI;

/** Addresses of files that callers name. */
public final class WebUri {

    private static final int MAX = 2_048;

    private WebUri() {}

    /**
     * The address of a file on a web server.
     *
     * @param field its name in the request, for the complaint
     * @throws io.palebluedot.rpc.FailureException INVALID_INPUT for another scheme, a user in it, or more than 2,048 characters
     */
    public static URI checked(String field, String text) {
        try {
            var uri = URI.create(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null && text.length() <= MAX) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw Failures.invalid(field, "must be a URL");
        }
        throw Failures.invalid(field, "must be an http or https URL without a user");
    }
}
