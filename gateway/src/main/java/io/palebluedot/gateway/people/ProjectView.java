package io.palebluedot.gateway.people;

import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.allocation.v1.Project;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Those who share a quota. */
@Schema(name = "Project")
record ProjectView(
        String id,
        @Schema(description = "Unique") String name,
        @Nullable String description,

        @Schema(description = "Of its fair share", minimum = "1")
        int weight,

        long version,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    static ProjectView of(Project p) {
        return new ProjectView(
                p.getId(),
                p.getName(),
                Wire.text(p.getDescription()),
                p.getWeight(),
                p.getVersion(),
                Wire.instant(p.hasCreatedAt(), p.getCreatedAt()),
                Wire.instant(p.hasUpdatedAt(), p.getUpdatedAt()));
    }

    static Answer<ProjectView> answer(Project project) {
        return Answer.of(of(project), project.getVersion());
    }
}
