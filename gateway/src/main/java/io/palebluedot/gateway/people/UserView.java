package io.palebluedot.gateway.people;

import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.allocation.v1.User;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A person who signs in. */
@Schema(name = "User")
record UserView(
        String id,
        @Schema(description = "Unique") String name,
        @Nullable String displayName,
        @Nullable String email,

        @Schema(description = "admin, operator, engineer, viewer")
        String role,

        List<String> projectIds,
        boolean disabled,
        long version,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    static UserView of(User u) {
        return new UserView(
                u.getId(),
                u.getName(),
                Wire.text(u.getDisplayName()),
                Wire.text(u.getEmail()),
                u.getRole(),
                u.getProjectIdsList(),
                u.getDisabled(),
                u.getVersion(),
                Wire.instant(u.hasCreatedAt(), u.getCreatedAt()),
                Wire.instant(u.hasUpdatedAt(), u.getUpdatedAt()));
    }

    static Answer<UserView> answer(User user) {
        return Answer.of(of(user), user.getVersion());
    }
}
