package io.palebluedot.gateway.access;

import io.palebluedot.rpc.Role;
import java.util.Set;

/** Who may use a route at all (SPEC §6); which objects they see there is the services' matter. */
public enum Access {
    /** Anybody, signed in or not. */
    PUBLIC,
    /** Everybody who is signed in. */
    READ,
    /** Those who run jobs: allocations. */
    USE,
    /** Those who look after hardware, alerts and workflows. */
    OPERATE,
    /** Administrators. */
    ADMINISTER;

    boolean permits(Set<Role> held) {
        return this == PUBLIC || held.stream().anyMatch(this::permits);
    }

    private boolean permits(Role role) {
        return switch (role) {
            case ADMIN -> true;
            case OPERATOR -> this != ADMINISTER;
            case ENGINEER -> this == READ || this == USE;
            case VIEWER -> this == READ;
            // Services meet on gRPC, never here.
            case SERVICE -> false;
        };
    }
}
