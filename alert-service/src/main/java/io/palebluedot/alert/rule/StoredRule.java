package io.palebluedot.alert.rule;

import io.palebluedot.alert.condition.Rule;
import java.time.Instant;

/** A rule with what its keeping adds. */
public record StoredRule(
        Rule rule, boolean enabled, boolean builtIn, long version, Instant createdAt, Instant updatedAt) {}
