package io.palebluedot.gateway.access;

import io.palebluedot.gateway.web.Exchange;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Nobody passes to a route whom it is not open to. The caller's token then travels with every call to a service. */
public class Gate {

    private record Route(String operation, @Nullable Access access) {}

    private final Identities identities;
    private final Map<Method, Route> routes = new ConcurrentHashMap<>();

    Gate(Identities identities) {
        this.identities = identities;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public Uni<Void> check(ResourceInfo resource, ContainerRequestContext request) {
        var route = routes.computeIfAbsent(resource.getResourceMethod(), Gate::route);
        var exchange = Exchange.of(request);
        exchange.matched(route.operation());
        var access = route.access();
        if (access == null) {
            return Uni.createFrom().failure(Failures.denied("this route is not open"));
        }
        if (access == Access.PUBLIC) {
            return Uni.createFrom().voidItem();
        }
        return identities
                .identify(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
                .invoke(caller -> admit(caller, access, exchange))
                .replaceWithVoid();
    }

    private static void admit(Caller caller, Access access, Exchange exchange) {
        exchange.calledBy(caller);
        if (!access.permits(caller.roles())) {
            throw Failures.denied("your role may not do this");
        }
        caller.enter();
    }

    private static Route route(Method method) {
        var operation = method.getAnnotation(Operation.class);
        var allowed = method.getAnnotation(Allowed.class);
        String name = operation == null ? method.getName() : operation.operationId();
        if (allowed == null) {
            return new Route(name, null);
        }
        return new Route(allowed.operation().isEmpty() ? name : allowed.operation(), allowed.value());
    }
}
