package io.palebluedot.rpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one place where expected failures become gRPC status, and are read from it. */
public final class GrpcFailures {

    private static final String DOMAIN = "palebluedot";

    private GrpcFailures() {}

    /** gRPC status with code, bad fields and retry time in google.rpc details. */
    public static StatusRuntimeException toStatus(Failure failure) {
        var status = com.google.rpc.Status.newBuilder()
                .setCode(code(failure).getNumber())
                .setMessage(failure.message())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(failure.code())
                        .setDomain(DOMAIN)
                        .build()));
        switch (failure) {
            case Failure.InvalidInput invalid -> status.addDetails(Any.pack(badRequest(invalid.errors())));
            case Failure.AlreadyExists taken ->
                status.addDetails(
                        Any.pack(badRequest(List.of(new Failure.FieldError(taken.field(), taken.message())))));
            case Failure.Unavailable away -> status.addDetails(Any.pack(retryInfo(away.retryAfter())));
            default -> {}
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    /** What a service answered, read back; null when the status carries no code of ours. */
    public static @Nullable String reason(StatusRuntimeException e) {
        var info = detail(e, ErrorInfo.class);
        return info == null ? null : info.getReason();
    }

    /** Bad fields that a service named. */
    public static List<Failure.FieldError> fieldErrors(StatusRuntimeException e) {
        var bad = detail(e, BadRequest.class);
        var errors = new ArrayList<Failure.FieldError>();
        if (bad != null) {
            bad.getFieldViolationsList()
                    .forEach(v -> errors.add(new Failure.FieldError(v.getField(), v.getDescription())));
        }
        return errors;
    }

    /** When to come again, as a service said. */
    public static @Nullable Duration retryAfter(StatusRuntimeException e) {
        var retry = detail(e, RetryInfo.class);
        return retry == null ? null : Duration.ofSeconds(retry.getRetryDelay().getSeconds());
    }

    private static <T extends Message> @Nullable T detail(StatusRuntimeException e, Class<T> type) {
        var status = StatusProto.fromThrowable(e);
        if (status == null) {
            return null;
        }
        for (Any any : status.getDetailsList()) {
            if (any.is(type)) {
                try {
                    return any.unpack(type);
                } catch (InvalidProtocolBufferException unreadable) {
                    return null;
                }
            }
        }
        return null;
    }

    private static Code code(Failure failure) {
        return switch (failure) {
            case Failure.NotFound _ -> Code.NOT_FOUND;
            case Failure.InvalidInput _ -> Code.INVALID_ARGUMENT;
            case Failure.VersionConflict _ -> Code.ABORTED;
            case Failure.IllegalMove _ -> Code.FAILED_PRECONDITION;
            case Failure.AlreadyExists _ -> Code.ALREADY_EXISTS;
            case Failure.Exhausted _ -> Code.RESOURCE_EXHAUSTED;
            case Failure.Unavailable _ -> Code.UNAVAILABLE;
            case Failure.Denied _ -> Code.PERMISSION_DENIED;
            case Failure.Unauthenticated _ -> Code.UNAUTHENTICATED;
        };
    }

    private static BadRequest badRequest(List<Failure.FieldError> errors) {
        var bad = BadRequest.newBuilder();
        errors.forEach(error -> bad.addFieldViolations(
                BadRequest.FieldViolation.newBuilder().setField(error.field()).setDescription(error.message())));
        return bad.build();
    }

    private static RetryInfo retryInfo(Duration delay) {
        return RetryInfo.newBuilder()
                .setRetryDelay(com.google.protobuf.Duration.newBuilder().setSeconds(delay.toSeconds()))
                .build();
    }
}
