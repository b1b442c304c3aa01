package io.palebluedot.rpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.ExceptionHandler;
import io.quarkus.grpc.ExceptionHandlerProvider;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Every failure of a gRPC method passes here: expected ones become their status, all others an INTERNAL that tells nothing. */
@ApplicationScoped
public class FailureHandlers implements ExceptionHandlerProvider {

    private static final Logger LOG = Logger.getLogger(FailureHandlers.class);
    private static final Duration DATABASE_RETRY = Duration.ofSeconds(2);

    @Override
    public <ReqT, RespT> ExceptionHandler<ReqT, RespT> createHandler(
            ServerCall.Listener<ReqT> listener, ServerCall<ReqT, RespT> call, Metadata metadata) {
        return new Closing<>(listener, call, metadata);
    }

    @Override
    public Throwable transform(Throwable failure) {
        return status(failure);
    }

    static Throwable status(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case FailureException expected -> {
                    return GrpcFailures.toStatus(expected.failure());
                }
                // What another service answered to us passes on with its details.
                case StatusRuntimeException status -> {
                    return status;
                }
                case StatusException status -> {
                    return status;
                }
                default -> {
                    if (databaseAway(cause)) {
                        return GrpcFailures.toStatus(new Failure.Unavailable(
                                "DATABASE_UNAVAILABLE", "the database does not answer", DATABASE_RETRY));
                    }
                }
            }
        }
        LOG.error("gRPC call failed", failure);
        return Status.INTERNAL.withDescription("internal error").asRuntimeException();
    }

    private static boolean databaseAway(Throwable failure) {
        if (failure instanceof PgException pg) {
            String state = pg.getSqlState();
            return state != null && (state.startsWith("08") || state.startsWith("57") || state.startsWith("53"));
        }
        return failure instanceof java.net.SocketException
                || failure.getClass().getName().endsWith("ClosedConnectionException");
    }

    /** Closes the call with the status when a listener itself throws. */
    private static final class Closing<ReqT, RespT> extends ExceptionHandler<ReqT, RespT> {

        Closing(ServerCall.Listener<ReqT> listener, ServerCall<ReqT, RespT> call, Metadata metadata) {
            super(listener, call, metadata);
        }

        @Override
        protected void handleException(Throwable failure, ServerCall<ReqT, RespT> call, Metadata metadata) {
            var status = status(failure);
            var trailers = Status.trailersFromThrowable(status);
            call.close(Status.fromThrowable(status), trailers == null ? new Metadata() : trailers);
        }
    }
}
