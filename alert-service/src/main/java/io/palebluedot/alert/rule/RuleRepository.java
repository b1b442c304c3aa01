package io.palebluedot.alert.rule;

import io.palebluedot.events.Ids;
import io.palebluedot.rpc.Failures;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;

/** Rows of rules, within a session of the caller's. */
@ApplicationScoped
public class RuleRepository implements PanacheRepositoryBase<RuleEntity, UUID> {

    /** The rule of that id or name, locked until the transaction ends; NOT_FOUND when there is none. */
    Uni<RuleEntity> lock(String ref) {
        var query = Ids.isId(ref) ? find("id", UUID.fromString(ref)) : find("name", ref);
        return query.withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> Failures.notFound("Rule", ref));
    }

    Uni<Boolean> nameTaken(String name) {
        return count("name", name).map(n -> n > 0);
    }
}
