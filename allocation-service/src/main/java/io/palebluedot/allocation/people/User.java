package io.palebluedot.allocation.people;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A user; {@code projectIds} in the order in which they were joined. */
record User(
        UUID id,
        String name,
        String displayName,
        String email,
        String role,
        List<String> projectIds,
        boolean disabled,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
