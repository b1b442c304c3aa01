package io.palebluedot.gateway.testing;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Who the token of a call names; a call without one is refused, as every service does. */
final class SeenCaller implements ServerInterceptor {

    static final Context.Key<String> CALLER = Context.key("caller");

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Pattern SUBJECT = Pattern.compile("\"sub\":\"([^\"]*)\"");

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String token = headers.get(AUTHORIZATION);
        if (token == null) {
            call.close(Status.UNAUTHENTICATED, new Metadata());
            return new ServerCall.Listener<>() {};
        }
        String encoded = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        String payload = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
        var subject = SUBJECT.matcher(payload);
        return Contexts.interceptCall(
                Context.current().withValue(CALLER, subject.find() ? subject.group(1) : ""), call, headers, next);
    }
}
