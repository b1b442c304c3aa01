package io.palebluedot.rpc;

import java.util.Locale;
import java.util.Optional;

/** What a caller may do at all; SERVICE is for services among themselves and is never given to a person. */
public enum Role {
    ADMIN,
    OPERATOR,
    ENGINEER,
    VIEWER,
    SERVICE;

    /** The role of that lower-case name. */
    public static Optional<Role> of(String name) {
        for (Role role : values()) {
            if (role.wireName().equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
