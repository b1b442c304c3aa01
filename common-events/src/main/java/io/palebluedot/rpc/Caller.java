package io.palebluedot.rpc;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the verified token says.
 *
 * @param id user id, or service name
 * @param projects ids of the projects that the caller belongs to
 * @param token the token itself, to be passed on
 */
public record Caller(
        String id,
        String name,
        Set<Role> roles,
        Set<String> projects,
        @Nullable String token) {

    private static final String LOCAL_KEY = "pbd.caller";

    /** A service acting on its own account. */
    public static Caller service(String name) {
        return new Caller(name, name, Set.of(Role.SERVICE), Set.of(), null);
    }

    /**
     * The caller of the request that this Vert.x context handles; read it at the entry of a method and pass it on.
     *
     * @throws FailureException UNAUTHENTICATED outside a request
     */
    public static Caller current() {
        var caller = currentOrNull();
        if (caller == null) {
            throw Failures.unauthenticated("no caller");
        }
        return caller;
    }

    /** As {@link #current()}; null outside a request. */
    public static @Nullable Caller currentOrNull() {
        var grpc = IdentityServerInterceptor.CALLER.get();
        if (grpc != null) {
            return grpc;
        }
        Context context = Vertx.currentContext();
        return context != null && VertxContext.isDuplicatedContext(context) ? context.getLocal(LOCAL_KEY) : null;
    }

    /** Makes this the caller of the current Vert.x context, so that calls to other services carry its token. */
    public void enter() {
        Context context = Vertx.currentContext();
        if (context != null && VertxContext.isDuplicatedContext(context)) {
            context.putLocal(LOCAL_KEY, this);
        }
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** Passes when the caller has any of the roles, else fails with PERMISSION_DENIED. */
    public void require(Role... any) {
        for (Role role : any) {
            if (has(role)) {
                return;
            }
        }
        throw Failures.denied("this needs one of the roles " + java.util.Arrays.toString(any));
    }

    /** False for those who see only what their own projects hold. */
    public boolean seesAllProjects() {
        return has(Role.ADMIN) || has(Role.OPERATOR) || has(Role.VIEWER) || has(Role.SERVICE);
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "Caller[" + id + " " + roles + "]";
    }
}
