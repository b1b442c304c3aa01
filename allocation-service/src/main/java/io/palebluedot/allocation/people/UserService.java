package io.palebluedot.allocation.people;

import io.palebluedot.allocation.signin.Passwords;
import io.palebluedot.events.Ids;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creating and changing users; administrators only. */
@ApplicationScoped
class UserService {

    private final UserRows rows;
    private final UserDirectory directory;
    private final ProjectDirectory projects;
    private final Passwords passwords;
    private final Clock clock = Clock.systemUTC();

    UserService(UserRows rows, UserDirectory directory, ProjectDirectory projects, Passwords passwords) {
        this.rows = rows;
        this.directory = directory;
        this.projects = projects;
        this.passwords = passwords;
    }

    /** A user to be; {@code projects} are ids or names. */
    record NewUser(
            String name, String displayName, String email, String password, String role, List<String> projects) {}

    /** What to change; null leaves it. */
    record Change(
            @Nullable String displayName,
            @Nullable String email,
            @Nullable String password,
            @Nullable String role,
            @Nullable List<String> projects,
            @Nullable Boolean disabled) {}

    Uni<User> create(Caller caller, NewUser wanted) {
        caller.require(Role.ADMIN);
        Names.check(wanted.name());
        Names.checkText("display_name", wanted.displayName());
        Names.checkEmail(wanted.email());
        Names.checkPassword(wanted.password());
        String role = wanted.role().isEmpty() ? Role.ENGINEER.wireName() : wanted.role();
        checkRole(role);
        return projects.ids(wanted.projects())
                .chain(ids -> passwords
                        .hash(wanted.password())
                        .chain(hash -> persist(wanted, role, hash, ids))
                        .chain(id -> directory.find(caller, id.toString())));
    }

    private Uni<UUID> persist(NewUser wanted, String role, String hash, Set<UUID> projectIds) {
        var row = new UserRow(Ids.newUuid(), wanted.name(), hash, role, clock.instant());
        row.displayName = wanted.displayName();
        row.email = wanted.email();
        row.projectIds = new LinkedHashSet<>(projectIds);
        return Panache.withTransaction(() -> rows.persistAndFlush(row))
                .onFailure(Uniqueness::violated)
                .transform(e -> Failures.alreadyExists("name", "user '" + wanted.name() + "' exists already"))
                .map(saved -> saved.id);
    }

    Uni<User> update(Caller caller, String ref, @Nullable Long expectedVersion, Change change) {
        caller.require(Role.ADMIN);
        check(change);
        return directory
                .find(caller, ref)
                .chain(user -> allowed(user, change)
                        .chain(() -> resolved(change))
                        .chain(ids -> hashed(change).chain(hash -> write(user, expectedVersion, change, ids, hash)))
                        .chain(() -> directory.find(caller, user.id().toString())));
    }

    private static void check(Change change) {
        if (change.displayName() != null) {
            Names.checkText("display_name", change.displayName());
        }
        if (change.email() != null) {
            Names.checkEmail(change.email());
        }
        if (change.password() != null) {
            Names.checkPassword(change.password());
        }
        if (change.role() != null) {
            checkRole(change.role());
        }
    }

    /** Somebody must stay who can sign in as administrator. */
    private Uni<Void> allowed(User user, Change change) {
        boolean demoted = change.role() != null && !change.role().equals(Role.ADMIN.wireName());
        boolean out = demoted || Boolean.TRUE.equals(change.disabled());
        if (!out || !user.role().equals(Role.ADMIN.wireName())) {
            return Uni.createFrom().voidItem();
        }
        return directory
                .hasAdminBeside(user)
                .chain(other -> other
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom()
                                .failure(Failures.illegalState("LAST_ADMIN", "this is the last administrator")));
    }

    private Uni<@Nullable Set<UUID>> resolved(Change change) {
        return change.projects() == null
                ? Uni.createFrom().nullItem()
                : projects.ids(change.projects()).map(ids -> ids);
    }

    private Uni<@Nullable String> hashed(Change change) {
        return change.password() == null
                ? Uni.createFrom().nullItem()
                : passwords.hash(change.password()).map(hash -> hash);
    }

    private Uni<Void> write(
            User user,
            @Nullable Long expectedVersion,
            Change change,
            @Nullable Set<UUID> projectIds,
            @Nullable String hash) {
        return Panache.withTransaction(() -> rows.findById(user.id())
                        .invoke(row -> {
                            Versions.check("user", expectedVersion, row.version);
                            apply(row, change, projectIds, hash);
                        })
                        .chain(row -> rows.flush()))
                .onFailure(Uniqueness::raced)
                .transform(e -> Failures.versionConflict("user", user.version(), user.version() + 1));
    }

    private void apply(UserRow row, Change change, @Nullable Set<UUID> projectIds, @Nullable String hash) {
        if (change.displayName() != null) {
            row.displayName = change.displayName();
        }
        if (change.email() != null) {
            row.email = change.email();
        }
        if (change.role() != null) {
            row.role = change.role();
        }
        if (change.disabled() != null) {
            row.disabled = change.disabled();
        }
        if (hash != null) {
            row.passwordHash = hash;
        }
        if (projectIds != null) {
            row.projectIds.retainAll(projectIds);
            row.projectIds.addAll(projectIds);
        }
        row.updatedAt = clock.instant();
    }

    private static void checkRole(String word) {
        var role = Role.of(word);
        if (role.isEmpty() || role.get() == Role.SERVICE) {
            throw Failures.invalid("role", "must be admin, operator, engineer or viewer");
        }
    }
}
