package io.palebluedot.allocation.people;

import com.google.protobuf.Timestamp;
import io.palebluedot.allocation.apitoken.ApiToken;
import io.palebluedot.allocation.signin.IssuedToken;
import io.palebluedot.proto.allocation.v1.QuotaLimit;
import io.palebluedot.proto.allocation.v1.Token;
import io.palebluedot.rpc.Role;
import java.time.Instant;

/** People as messages. */
final class PeopleMessages {

    private PeopleMessages() {}

    static Token token(IssuedToken token) {
        return Token.newBuilder()
                .setAccessToken(token.text())
                .setExpiresIn((int) token.lifetime().toSeconds())
                .setUserId(token.identity().userId().toString())
                .addAllRoles(token.identity().roles().stream()
                        .map(Role::wireName)
                        .sorted()
                        .toList())
                .build();
    }

    static io.palebluedot.proto.allocation.v1.User user(User user) {
        return io.palebluedot.proto.allocation.v1.User.newBuilder()
                .setId(user.id().toString())
                .setName(user.name())
                .setDisplayName(user.displayName())
                .setEmail(user.email())
                .setRole(user.role())
                .addAllProjectIds(user.projectIds())
                .setDisabled(user.disabled())
                .setVersion(user.version())
                .setCreatedAt(time(user.createdAt()))
                .setUpdatedAt(time(user.updatedAt()))
                .build();
    }

    static io.palebluedot.proto.allocation.v1.Project project(Project project) {
        return io.palebluedot.proto.allocation.v1.Project.newBuilder()
                .setId(project.id().toString())
                .setName(project.name())
                .setDescription(project.description())
                .setWeight(project.weight())
                .setVersion(project.version())
                .setCreatedAt(time(project.createdAt()))
                .setUpdatedAt(time(project.updatedAt()))
                .build();
    }

    static io.palebluedot.proto.allocation.v1.Quota quota(Quota quota) {
        return io.palebluedot.proto.allocation.v1.Quota.newBuilder()
                .setProjectId(quota.projectId().toString())
                .addAllLimits(quota.limits().stream()
                        .map(limit -> QuotaLimit.newBuilder()
                                .setGpuModel(limit.gpuModel())
                                .setMaxGpus(limit.maxGpus())
                                .setUsedGpus(limit.usedGpus())
                                .build())
                        .toList())
                .setGpuHoursPerMonth(quota.gpuHoursPerMonth())
                .setUsedGpuHours(quota.usedGpuHours())
                .setVersion(quota.version())
                .build();
    }

    static io.palebluedot.proto.allocation.v1.ApiToken apiToken(ApiToken token) {
        var message = io.palebluedot.proto.allocation.v1.ApiToken.newBuilder()
                .setId(token.id().toString())
                .setName(token.name())
                .setUserId(token.userId().toString())
                .addAllScopes(token.scopes())
                .setExpiresAt(time(token.expiresAt()))
                .setCreatedAt(time(token.createdAt()));
        if (token.lastUsedAt() != null) {
            message.setLastUsedAt(time(token.lastUsedAt()));
        }
        return message.build();
    }

    private static Timestamp time(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
