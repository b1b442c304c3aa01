package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.address.ForbiddenAddress;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.http.HttpFailure;

/** What statuses and broken connections mean. */
final class RedfishFailures {

    private RedfishFailures() {}

    static BmcFailure of(Answer answer) {
        String message = answer.message();
        String text = "HTTP " + answer.status() + (message == null ? "" : ": " + message);
        return new BmcFailure(kind(answer.status()), text);
    }

    /** Of an answer whose body was not read. */
    static BmcFailure ofStatus(int status) {
        return new BmcFailure(kind(status), "HTTP " + status);
    }

    /** The BMC failed at this one resource; others may be well. */
    static boolean isBroken(Throwable e) {
        return e instanceof BmcFailure f && f.text().startsWith("HTTP 500");
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 401 -> Kind.UNAUTHORIZED;
            case 404 -> Kind.NOT_FOUND;
            case 405, 501 -> Kind.UNSUPPORTED;
            case 429, 500, 502, 503, 504 -> Kind.BUSY;
            default -> status >= 300 && status < 400 ? Kind.MALFORMED : Kind.REFUSED;
        };
    }

    static Throwable of(Throwable e) {
        return switch (e) {
            case HttpFailure http -> new BmcFailure(kind(http.kind()), String.valueOf(http.getMessage()), http);
            case ForbiddenAddress forbidden ->
                new BmcFailure(Kind.REFUSED, String.valueOf(forbidden.getMessage()), forbidden);
            default -> e;
        };
    }

    private static Kind kind(HttpFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE, TLS, BROKEN -> Kind.UNREACHABLE;
            case TIMEOUT -> Kind.TIMEOUT;
            case TOO_LARGE -> Kind.MALFORMED;
        };
    }
}
