package io.palebluedot.alert.rule;

import io.palebluedot.events.Ids;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Objects;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes rules; for administrators and operators. Built-in rules can be changed and disabled, never deleted. */
@ApplicationScoped
public class RuleService {

    private final RuleRepository rules;
    private final RuleBook book;

    RuleService(RuleRepository rules, RuleBook book) {
        this.rules = rules;
        this.book = book;
    }

    public Uni<StoredRule> create(Caller caller, RuleDraft draft) {
        caller.require(Role.ADMIN, Role.OPERATOR);
        RuleChecks.whole(draft);
        var entity = new RuleEntity();
        entity.id = Ids.newUuid();
        entity.name = Objects.requireNonNull(draft.name());
        entity.metric = Objects.requireNonNull(draft.metric());
        entity.scope = Objects.requireNonNull(draft.scope()).wire();
        entity.labels = new HashMap<>(Objects.requireNonNull(draft.labels()));
        entity.createdAt = Instant.now();
        apply(entity, draft);
        return Panache.withTransaction(() -> refuseTaken(entity.name).chain(() -> rules.persistAndFlush(entity)))
                .onFailure(ConstraintViolationException.class)
                .transform(e -> taken(entity.name))
                .map(RuleRows::from)
                .invoke(book::forget);
    }

    /** Fails with VERSION_CONFLICT when the rule has another version than the caller expects. */
    public Uni<StoredRule> change(Caller caller, String ref, @Nullable Long expectedVersion, RuleDraft draft) {
        caller.require(Role.ADMIN, Role.OPERATOR);
        RuleChecks.change(draft);
        return Panache.withTransaction(() -> rules.lock(ref).map(entity -> {
                    if (expectedVersion != null && expectedVersion != entity.version) {
                        throw Failures.versionConflict("Rule", expectedVersion, entity.version);
                    }
                    apply(entity, draft);
                    entity.version++;
                    return RuleRows.from(entity);
                }))
                .invoke(book::forget);
    }

    /** What it raised ends with the next sweep. */
    public Uni<Void> delete(Caller caller, String ref) {
        caller.require(Role.ADMIN, Role.OPERATOR);
        return Panache.withTransaction(() -> rules.lock(ref).chain(entity -> {
                    if (entity.builtIn) {
                        throw Failures.illegalState("BUILT_IN_RULE", "a built-in rule can be disabled, not deleted");
                    }
                    return rules.delete(entity);
                }))
                .invoke(book::forget);
    }

    private Uni<Void> refuseTaken(String name) {
        return rules.nameTaken(name)
                .invoke(isTaken -> {
                    if (isTaken) {
                        throw taken(name);
                    }
                })
                .replaceWithVoid();
    }

    private static RuntimeException taken(String name) {
        return Failures.alreadyExists("name", "there is a rule '" + name + "' already");
    }

    private static void apply(RuleEntity entity, RuleDraft draft) {
        if (draft.comparison() != null) {
            entity.comparison = draft.comparison().wire();
        }
        if (draft.threshold() != null) {
            // The distance between raising and clearing is kept.
            entity.clearThreshold += draft.threshold() - entity.threshold;
            entity.threshold = draft.threshold();
        }
        if (draft.forSeconds() != null) {
            entity.forSeconds = draft.forSeconds();
        }
        if (draft.severity() != null) {
            entity.severity = draft.severity().wire();
        }
        if (draft.summary() != null) {
            entity.summary = draft.summary();
        }
        if (draft.enabled() != null) {
            entity.enabled = draft.enabled();
        }
        entity.updatedAt = Instant.now();
    }
}
