package io.palebluedot.rpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Every call to another service carries an identity and a deadline: the caller's own token where there is one, else the service's. */
@GlobalInterceptor
@ApplicationScoped
public class OutgoingCallInterceptor implements ClientInterceptor {

    private final ServiceTokens tokens;
    /** A BMC takes seconds for a page. Services and methods by their full names. */
    private static final String ASKING_A_BMC =
            "palebluedot.hardware.v1.BmcService=30s;palebluedot.hardware.v1.HardwareService/GetBios=30s";

    private final Duration deadline;
    private final Map<String, Duration> longer;

    OutgoingCallInterceptor(
            ServiceTokens tokens,
            @ConfigProperty(name = "pbd.grpc.deadline", defaultValue = "5s") Duration deadline,
            @ConfigProperty(name = "pbd.grpc.deadlines", defaultValue = ASKING_A_BMC) Map<String, Duration> longer) {
        this.tokens = tokens;
        this.deadline = deadline;
        this.longer = longer;
    }

    @Override
    public <ReqT, RespT> ClientCall<ReqT, RespT> interceptCall(
            MethodDescriptor<ReqT, RespT> method, CallOptions options, Channel next) {
        return new WithIdentity<>(next.newCall(method, withDeadline(method, options)), token());
    }

    private Duration patience(MethodDescriptor<?, ?> method) {
        var ofService = longer.getOrDefault(String.valueOf(method.getServiceName()), deadline);
        return longer.getOrDefault(method.getFullMethodName(), ofService);
    }

    private CallOptions withDeadline(MethodDescriptor<?, ?> method, CallOptions options) {
        // A stream lives for as long as somebody reads it.
        return options.getDeadline() == null && method.getType().serverSendsOneMessage()
                ? options.withDeadlineAfter(patience(method).toMillis(), TimeUnit.MILLISECONDS)
                : options;
    }

    private String token() {
        var caller = Caller.currentOrNull();
        return caller != null && caller.token() != null ? caller.token() : tokens.current();
    }

    private static final class WithIdentity<ReqT, RespT>
            extends ForwardingClientCall.SimpleForwardingClientCall<ReqT, RespT> {
        private final String token;

        WithIdentity(ClientCall<ReqT, RespT> call, String token) {
            super(call);
            this.token = token;
        }

        @Override
        public void start(Listener<RespT> listener, Metadata headers) {
            if (!headers.containsKey(IdentityServerInterceptor.AUTHORIZATION)) {
                headers.put(IdentityServerInterceptor.AUTHORIZATION, "Bearer " + token);
            }
            super.start(listener, headers);
        }
    }
}
