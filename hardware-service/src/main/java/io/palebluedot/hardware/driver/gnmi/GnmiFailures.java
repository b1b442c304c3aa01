package io.palebluedot.hardware.driver.gnmi;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.palebluedot.hardware.address.ForbiddenAddress;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.smallrye.mutiny.subscription.BackPressureFailure;

/** What gRPC statuses of a target mean. */
final class GnmiFailures {

    /** How messages about too much data begin. */
    static final String TOO_LARGE = "answer is larger";

    private static final int MAX_TEXT = 300;

    private GnmiFailures() {}

    static Throwable of(Throwable e) {
        return switch (e) {
            case StatusRuntimeException status -> of(status.getStatus());
            case StatusException status -> of(status.getStatus());
            case ForbiddenAddress forbidden ->
                new BmcFailure(Kind.REFUSED, String.valueOf(forbidden.getMessage()), forbidden);
            case BackPressureFailure slow ->
                new BmcFailure(Kind.BUSY, "notifications come faster than they are taken", slow);
            default -> e;
        };
    }

    static BmcFailure of(Status status) {
        String text = text(status);
        if (text.contains("exceeds maximum size")) {
            return new BmcFailure(Kind.MALFORMED, TOO_LARGE + " than allowed: " + text, status.getCause());
        }
        if (text.contains("invalid content-type")) {
            return new BmcFailure(Kind.MALFORMED, "speaks HTTP, not gRPC: " + text, status.getCause());
        }
        return new BmcFailure(kind(status.getCode()), text, status.getCause());
    }

    /** Some targets answer a refused login with PERMISSION_DENIED. */
    private static Kind kind(Status.Code code) {
        return switch (code) {
            case UNAVAILABLE, CANCELLED -> Kind.UNREACHABLE;
            case DEADLINE_EXCEEDED -> Kind.TIMEOUT;
            case UNAUTHENTICATED, PERMISSION_DENIED -> Kind.UNAUTHORIZED;
            case RESOURCE_EXHAUSTED, ABORTED -> Kind.BUSY;
            case NOT_FOUND -> Kind.NOT_FOUND;
            case UNIMPLEMENTED -> Kind.UNSUPPORTED;
            case INVALID_ARGUMENT, OUT_OF_RANGE -> Kind.INVALID;
            case DATA_LOSS -> Kind.MALFORMED;
            case OK, UNKNOWN, INTERNAL, FAILED_PRECONDITION, ALREADY_EXISTS -> Kind.REFUSED;
        };
    }

    private static String text(Status status) {
        var text = new StringBuilder(status.getCode().name());
        String description = status.getDescription();
        if (description != null) {
            text.append(": ").append(description);
        }
        var cause = status.getCause();
        if (cause != null) {
            text.append(" (").append(root(cause)).append(')');
        }
        return text.length() <= MAX_TEXT ? text.toString() : text.substring(0, MAX_TEXT) + "…";
    }

    private static String root(Throwable e) {
        var root = e;
        for (var cause = e; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
