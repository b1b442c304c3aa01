package io.palebluedot.gateway.testing;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.palebluedot.rpc.Failure;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.GrpcFailures;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a fake answers to an object of that name: each failure a service knows, and some it should not. */
final class Trouble {

    private Trouble() {}

    static @Nullable StatusRuntimeException of(String ref) {
        return switch (ref) {
            case "missing" -> status(Failures.notFound("GPU", ref).failure());
            case "invalid" ->
                status(new Failure.InvalidInput("bad", List.of(new Failure.FieldError("power_limit", "is too high"))));
            case "stale" -> status(Failures.versionConflict("GPU", 1, 3).failure());
            case "illegal" ->
                status(Failures.illegalMove("server", "active", "delete").failure());
            case "unsupported" ->
                status(Failures.unsupported("this BMC has no firmware update").failure());
            case "taken" -> status(Failures.alreadyExists("name", "is taken").failure());
            case "no-capacity" ->
                status(Failures.exhausted("NO_CAPACITY", "no such GPUs are free")
                        .failure());
            case "over-quota" ->
                status(Failures.exhausted("QUOTA_EXCEEDED", "the project has 8 of 8")
                        .failure());
            case "too-fast" ->
                Status.RESOURCE_EXHAUSTED.withDescription("slower").asRuntimeException();
            case "away" ->
                status(Failures.unavailable("BMC_UNREACHABLE", "no answer", Duration.ofSeconds(7))
                        .failure());
            case "gone" ->
                Status.UNAVAILABLE.withDescription("io exception at 10.0.0.1").asRuntimeException();
            case "late" -> Status.DEADLINE_EXCEEDED.asRuntimeException();
            case "denied" -> status(Failures.denied("not yours").failure());
            case "signed-out" ->
                status(Failures.unauthenticated("the token has expired").failure());
            case "unknown" -> Status.UNIMPLEMENTED.asRuntimeException();
            case "broken" ->
                Status.INTERNAL
                        .withDescription("java.lang.NullPointerException at X")
                        .asRuntimeException();
            default -> null;
        };
    }

    private static StatusRuntimeException status(Failure failure) {
        return GrpcFailures.toStatus(failure);
    }
}
