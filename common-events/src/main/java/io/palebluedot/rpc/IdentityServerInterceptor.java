package io.palebluedot.rpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;
import java.util.Set;

/** Verifies the token of every call again in the service, whoever verified it before; only signing in needs none. */
@GlobalInterceptor
@ApplicationScoped
public class IdentityServerInterceptor implements ServerInterceptor, Prioritized {

    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    static final Context.Key<Caller> CALLER = Context.key("pbd-caller");

    private static final String BEARER = "Bearer ";
    private static final Set<String> OPEN = Set.of(
            "palebluedot.allocation.v1.PeopleService/IssueToken",
            "palebluedot.allocation.v1.PeopleService/ExchangeApiToken",
            "grpc.health.v1.Health/Check",
            "grpc.health.v1.Health/Watch");

    private final TokenVerifier verifier;

    IdentityServerInterceptor(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
            ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
        if (OPEN.contains(call.getMethodDescriptor().getFullMethodName())) {
            return next.startCall(call, headers);
        }
        try {
            var caller = verifier.verify(bearer(headers));
            caller.enter();
            return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
        } catch (FailureException e) {
            StatusRuntimeException status = GrpcFailures.toStatus(e.failure());
            var trailers = status.getTrailers();
            call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
        } catch (IllegalStateException e) {
            call.close(Status.UNAVAILABLE.withDescription("tokens cannot be verified"), new Metadata());
        }
        return new ServerCall.Listener<>() {};
    }

    private static String bearer(Metadata headers) {
        String header = headers.get(AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw Failures.unauthenticated("a bearer token is required");
        }
        return header.substring(BEARER.length()).trim();
    }

    /** Inside the duplicated Vert.x context, before everything else. */
    @Override
    public int getPriority() {
        return 1_000;
    }
}
