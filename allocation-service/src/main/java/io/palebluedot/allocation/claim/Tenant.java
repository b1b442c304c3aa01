package io.palebluedot.allocation.claim;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * For whom a request is, as the database knows them at the time of the decision.
 *
 * @param project null when there is no such project, or the user has none
 * @param member does the user belong to the project?
 */
record Tenant(
        UUID userId,
        String userName,
        String role,
        boolean disabled,
        @Nullable ProjectRef project,
        boolean member) {

    /** A project with the limits that it has. */
    record ProjectRef(UUID id, String name, boolean limited) {}

    /** What a claim named. */
    record Key(String user, String project) {}
}
