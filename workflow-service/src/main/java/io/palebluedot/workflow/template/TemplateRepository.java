package io.palebluedot.workflow.template;

import io.palebluedot.events.Ids;
import io.palebluedot.rpc.Failures;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;

/** Versions of templates, in PostgreSQL through Panache. May be called from any thread. */
@ApplicationScoped
public class TemplateRepository {

    private static final int RACES = 5;

    private final Vertx vertx;

    TemplateRepository(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The latest version of a name, one version as {@code name@2}, or the version of that id. */
    public Uni<Optional<Template>> find(String ref) {
        return inContext(() -> Panache.withSession(() -> row(ref))
                .map(row -> Optional.ofNullable(row).map(TemplateEntity::template)));
    }

    /** Its item is null when there is none. */
    private static Uni<TemplateEntity> row(String ref) {
        if (Ids.isId(ref)) {
            return TemplateEntity.findById(UUID.fromString(ref));
        }
        int at = ref.lastIndexOf('@');
        if (at > 0 && ref.substring(at + 1).matches("[1-9][0-9]{0,8}")) {
            return TemplateEntity.version(ref.substring(0, at), Integer.parseInt(ref.substring(at + 1)));
        }
        return TemplateEntity.latest(ref);
    }

    /** Adds the next version of its name. */
    Uni<Template> add(TemplateEntity row) {
        return inContext(() -> Panache.withTransaction(() -> next(row)))
                .onFailure(TemplateRepository::taken)
                .retry()
                .atMost(RACES)
                .onFailure(TemplateRepository::taken)
                .transform(e -> Failures.alreadyExists("name", "others add versions of it at the same time"));
    }

    /** Adds a built-in template unless its latest built-in version is the same text. */
    Uni<Boolean> addBuiltIn(TemplateEntity row) {
        return inContext(() -> Panache.withTransaction(() -> TemplateEntity.latestBuiltIn(row.name)
                        .chain(latest -> latest != null && latest.body.equals(row.body)
                                ? Uni.createFrom().item(false)
                                : next(row).replaceWith(true))))
                .onFailure(TemplateRepository::taken)
                .retry()
                .atMost(RACES);
    }

    private static Uni<Template> next(TemplateEntity row) {
        return TemplateEntity.latest(row.name).chain(latest -> {
            var added = TemplateEntity.of(row.name, row.os, row.description, row.body, row.builtIn, row.createdBy);
            added.version = latest == null ? 1 : latest.version + 1;
            return added.<TemplateEntity>persistAndFlush().map(TemplateEntity::template);
        });
    }

    /** Another replica or caller took the version number. */
    private static boolean taken(Throwable failure) {
        return failure instanceof ConstraintViolationException
                || (failure.getCause() != null && taken(failure.getCause()));
    }

    /** Sessions of Hibernate Reactive live in a Vert.x context of their own. */
    private <T> Uni<T> inContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            var context = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(ignored -> work.get().subscribe().with(emitter::complete, emitter::fail));
        });
    }
}
