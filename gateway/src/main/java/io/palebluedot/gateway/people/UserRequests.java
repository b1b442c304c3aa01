package io.palebluedot.gateway.people;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.allocation.v1.CreateUserRequest;
import io.palebluedot.proto.allocation.v1.UpdateUserRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Bodies of the routes of users. */
final class UserRequests {

    private static final String ROLES = "admin|operator|engineer|viewer";
    private static final String ROLES_MESSAGE = "must be one of admin, operator, engineer, viewer";

    private UserRequests() {}

    /** A new user. */
    @Schema(name = "UserCreate")
    public record Create(
            @NotBlank @Size(max = 128) String name,
            @Nullable @Size(max = 255) String displayName,
            @Nullable @Size(max = 255) String email,

            @Schema(writeOnly = true, format = "password") @NotNull @Size(min = 1, max = 1_024)
            String password,

            @Schema(description = "Default: engineer") @Nullable @Pattern(regexp = ROLES, message = ROLES_MESSAGE)
            String role,

            @Schema(description = "Ids or names") @Nullable @Size(max = 100)
            List<@NotBlank @Size(max = 128) String> projects) {

        CreateUserRequest request() {
            return CreateUserRequest.newBuilder()
                    .setName(name)
                    .setDisplayName(Wire.orEmpty(displayName))
                    .setEmail(Wire.orEmpty(email))
                    .setPassword(password)
                    .setRole(Wire.orEmpty(role))
                    .addAllProjects(projects == null ? List.of() : projects)
                    .build();
        }

        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "Create[" + name + "]";
        }
    }

    /** What may be changed of a user. */
    @Schema(name = "UserUpdate", description = "Absent fields stay as they are; projects are replaced as a whole")
    public record Update(
            @Nullable @Size(max = 255) String displayName,
            @Nullable @Size(max = 255) String email,

            @Schema(writeOnly = true, format = "password") @Nullable @Size(min = 1, max = 1_024)
            String password,

            @Nullable @Pattern(regexp = ROLES, message = ROLES_MESSAGE)
            String role,

            @Schema(description = "Ids or names") @Nullable @Size(max = 100)
            List<@NotBlank @Size(max = 128) String> projects,

            @Nullable Boolean disabled) {

        UpdateUserRequest.Builder request(String ref) {
            var request = UpdateUserRequest.newBuilder().setRef(ref);
            if (displayName != null) {
                request.setDisplayName(displayName);
            }
            if (email != null) {
                request.setEmail(email);
            }
            if (password != null) {
                request.setPassword(password);
            }
            if (role != null) {
                request.setRole(role);
            }
            if (projects != null) {
                request.addAllProjects(projects).setSetProjects(true);
            }
            if (disabled != null) {
                request.setDisabled(disabled);
            }
            return request;
        }

        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "Update[" + role + "]";
        }
    }
}
