package io.palebluedot.allocation.signin;

import io.palebluedot.rpc.Role;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Whom a token names and what it lets them do. */
public record Identity(UUID userId, String name, Set<Role> roles, List<String> projects) {}
