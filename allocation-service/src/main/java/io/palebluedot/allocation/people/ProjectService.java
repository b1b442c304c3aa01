package io.palebluedot.allocation.people;

import io.palebluedot.events.Ids;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Creating and changing projects; administrators only. */
@ApplicationScoped
class ProjectService {

    private static final int MAX_WEIGHT = 1_000_000;

    private final ProjectRows rows;
    private final ProjectDirectory directory;
    private final Clock clock = Clock.systemUTC();

    ProjectService(ProjectRows rows, ProjectDirectory directory) {
        this.rows = rows;
        this.directory = directory;
    }

    /** {@code weight} 0 means 1. */
    Uni<Project> create(Caller caller, String name, String description, int weight) {
        caller.require(Role.ADMIN);
        Names.check(name);
        Names.checkText("description", description);
        int share = weight == 0 ? 1 : weight;
        checkWeight(share);
        var row = new ProjectRow(Ids.newUuid(), name, description, share, clock.instant());
        return Panache.withTransaction(() -> rows.persistAndFlush(row))
                .onFailure(Uniqueness::violated)
                .transform(e -> Failures.alreadyExists("name", "project '" + name + "' exists already"))
                .chain(saved -> directory.find(caller, saved.id.toString()));
    }

    Uni<Project> update(
            Caller caller,
            String ref,
            @Nullable Long expectedVersion,
            @Nullable String description,
            @Nullable Integer weight) {
        caller.require(Role.ADMIN);
        if (description != null) {
            Names.checkText("description", description);
        }
        if (weight != null) {
            checkWeight(weight);
        }
        return directory
                .find(caller, ref)
                .chain(project -> write(project, expectedVersion, description, weight)
                        .chain(() -> directory.find(caller, project.id().toString())));
    }

    private Uni<Void> write(
            Project project, @Nullable Long expectedVersion, @Nullable String description, @Nullable Integer weight) {
        return Panache.withTransaction(() -> rows.findById(project.id())
                        .invoke(row -> {
                            Versions.check("project", expectedVersion, row.version);
                            row.description = description == null ? row.description : description;
                            row.weight = weight == null ? row.weight : weight;
                            row.updatedAt = clock.instant();
                        })
                        .chain(row -> rows.flush()))
                .onFailure(Uniqueness::raced)
                .transform(e -> Failures.versionConflict("project", project.version(), project.version() + 1));
    }

    private static void checkWeight(int weight) {
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw Failures.invalid("weight", "must be from 1 to " + MAX_WEIGHT);
        }
    }
}
