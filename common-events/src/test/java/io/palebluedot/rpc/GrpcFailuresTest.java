package io.palebluedot.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrpcFailuresTest {

    @Test
    void everyFailureHasItsStatusAndKeepsItsCode() {
        assertThat(status(Failures.notFound("GPU", "gpu-009"))).isEqualTo("NOT_FOUND GPU_NOT_FOUND");
        assertThat(status(Failures.versionConflict("server", 1, 2))).isEqualTo("ABORTED VERSION_CONFLICT");
        assertThat(status(Failures.illegalMove("server", "active", "delete")))
                .isEqualTo("FAILED_PRECONDITION ILLEGAL_STATE");
        assertThat(status(Failures.unsupported("no driver"))).isEqualTo("FAILED_PRECONDITION CAPABILITY_UNSUPPORTED");
        assertThat(status(Failures.exhausted("NO_CAPACITY", "none free"))).isEqualTo("RESOURCE_EXHAUSTED NO_CAPACITY");
        assertThat(status(Failures.alreadyExists("name", "taken"))).isEqualTo("ALREADY_EXISTS ALREADY_EXISTS");
        assertThat(status(Failures.denied("no"))).isEqualTo("PERMISSION_DENIED PERMISSION_DENIED");
        assertThat(status(Failures.unauthenticated("who"))).isEqualTo("UNAUTHENTICATED UNAUTHENTICATED");
        assertThat(status(Failures.unavailable("BMC_UNREACHABLE", "away", Duration.ofSeconds(7))))
                .isEqualTo("UNAVAILABLE BMC_UNREACHABLE");
    }

    @Test
    void badFieldsTravelWithTheStatus() {
        var errors =
                List.of(new Failure.FieldError("power_limit", "must be at most 700"), new Failure.FieldError("x", "y"));
        var status = GrpcFailures.toStatus(Failures.invalid(errors).failure());
        assertThat(GrpcFailures.fieldErrors(status)).isEqualTo(errors);
        assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void theTimeToComeAgainTravelsToo() {
        var status = GrpcFailures.toStatus(Failures.unavailable("DATABASE_UNAVAILABLE", "away", Duration.ofSeconds(7))
                .failure());
        assertThat(GrpcFailures.retryAfter(status)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void anUnexpectedFailureTellsNothing() {
        var status = (StatusRuntimeException)
                FailureHandlers.status(new IllegalStateException("password=hunter2 in io.palebluedot.X"));
        assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(status.getStatus().getDescription()).isEqualTo("internal error");
    }

    @Test
    void whatAnotherServiceAnsweredPassesOn() {
        var theirs = GrpcFailures.toStatus(Failures.notFound("server", "s").failure());
        assertThat(FailureHandlers.status(new IllegalStateException("wrapped", theirs)))
                .isSameAs(theirs);
    }

    private static String status(FailureException e) {
        var status = GrpcFailures.toStatus(e.failure());
        return status.getStatus().getCode() + " " + GrpcFailures.reason(status);
    }
}
