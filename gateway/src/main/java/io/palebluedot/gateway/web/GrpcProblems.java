package io.palebluedot.gateway.web;

import io.grpc.StatusRuntimeException;
import io.palebluedot.rpc.Failure;
import io.palebluedot.rpc.GrpcFailures;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one place where what a service answered becomes an HTTP status. */
final class GrpcProblems {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private GrpcProblems() {}

    static Problem.Draft of(StatusRuntimeException e) {
        String reason = GrpcFailures.reason(e);
        String text = Objects.requireNonNullElse(e.getStatus().getDescription(), "");
        return switch (e.getStatus().getCode()) {
            case NOT_FOUND -> draft(404, reason, "NOT_FOUND", text);
            case INVALID_ARGUMENT, OUT_OF_RANGE ->
                new Problem.Draft(400, or(reason, "INVALID_INPUT"), text, GrpcFailures.fieldErrors(e), null);
            case ABORTED -> draft(412, reason, "VERSION_CONFLICT", text);
            case FAILED_PRECONDITION -> draft(409, reason, "ILLEGAL_STATE", text);
            case ALREADY_EXISTS ->
                new Problem.Draft(409, or(reason, "ALREADY_EXISTS"), text, GrpcFailures.fieldErrors(e), null);
            case RESOURCE_EXHAUSTED -> exhausted(e, reason, text);
            case UNIMPLEMENTED ->
                draft(409, reason, "CAPABILITY_UNSUPPORTED", "the service does not know how to do this");
            case PERMISSION_DENIED -> draft(403, reason, "PERMISSION_DENIED", text);
            case UNAUTHENTICATED -> draft(401, reason, "UNAUTHENTICATED", text);
            case UNAVAILABLE -> away(e, reason == null ? "a service that this needs does not answer" : text);
            case DEADLINE_EXCEEDED, CANCELLED ->
                draft(503, reason, "DEADLINE_EXCEEDED", "a service that this needs did not answer in time")
                        .retryAfter(RETRY);
            case OK, UNKNOWN, INTERNAL, DATA_LOSS -> Problem.Draft.of(500, "INTERNAL_ERROR", "internal error");
        };
    }

    /** The same failures, when they were met in the gateway itself. */
    static Problem.Draft of(Failure failure) {
        return of(GrpcFailures.toStatus(failure));
    }

    private static Problem.Draft exhausted(StatusRuntimeException e, @Nullable String reason, String text) {
        // A service that ran out of room for the request's rate names it so, or gives no code of ours at all.
        return reason == null || reason.equals("RATE_LIMITED")
                ? draft(429, reason, "RATE_LIMITED", text).retryAfter(retry(e))
                : Problem.Draft.of(409, reason, text);
    }

    private static Problem.Draft away(StatusRuntimeException e, String text) {
        return draft(503, GrpcFailures.reason(e), "SERVICE_UNAVAILABLE", text).retryAfter(retry(e));
    }

    private static Duration retry(StatusRuntimeException e) {
        var asked = GrpcFailures.retryAfter(e);
        return asked == null || asked.isZero() ? RETRY : asked;
    }

    private static Problem.Draft draft(int status, @Nullable String reason, String code, String text) {
        return Problem.Draft.of(status, or(reason, code), text.isEmpty() ? Problem.title(status) : text);
    }

    private static String or(@Nullable String reason, String code) {
        return reason == null || reason.isEmpty() ? code : reason;
    }
}
