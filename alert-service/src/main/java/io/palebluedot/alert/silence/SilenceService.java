package io.palebluedot.alert.silence;

import io.palebluedot.events.Ids;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Creates and ends silences; for administrators and operators. */
@ApplicationScoped
public class SilenceService {

    private static final int MAX_MATCHERS = 32;
    private static final int MAX_TEXT = 1_000;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final SilenceRepository silences;

    SilenceService(SilenceRepository silences) {
        this.silences = silences;
    }

    /** Fails with INVALID_INPUT for matchers or times that make no silence. */
    public Uni<Silence> create(
            Caller caller, List<Matcher> matchers, Instant startsAt, Instant endsAt, String comment) {
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        var errors = check(matchers, startsAt, endsAt, comment);
        if (!errors.isEmpty()) {
            throw Failures.invalid(errors);
        }
        var silence = new Silence(Ids.newUuid(), List.copyOf(matchers), startsAt, endsAt, caller.name(), comment);
        return silences.insert(silence).replaceWith(silence);
    }

    /** Ends it now, or never lets it begin; NOT_FOUND when it is over already. */
    public Uni<Void> end(Caller caller, String id) {
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        if (!Ids.isId(id)) {
            throw Failures.notFound("Silence", id);
        }
        return silences.end(UUID.fromString(id))
                .invoke(ended -> {
                    if (!ended) {
                        throw Failures.notFound("Silence", id);
                    }
                })
                .replaceWithVoid();
    }

    private static List<FieldError> check(List<Matcher> matchers, Instant startsAt, Instant endsAt, String comment) {
        var errors = new ArrayList<FieldError>();
        if (matchers.isEmpty() || matchers.size() > MAX_MATCHERS) {
            errors.add(new FieldError("matchers", "must be 1 to " + MAX_MATCHERS));
        }
        for (int i = 0; i < matchers.size(); i++) {
            var matcher = matchers.get(i);
            if (matcher.name().isEmpty() || matcher.name().length() > Matcher.MAX_PATTERN) {
                errors.add(new FieldError("matchers[" + i + "].name", "must be a label's name"));
            }
            if (matcher.value().length() > Matcher.MAX_PATTERN || !matcher.valid()) {
                errors.add(new FieldError("matchers[" + i + "].value", "is too long or no regular expression (RE2)"));
            }
        }
        // One that accepts a missing label everywhere would silence the whole platform unseen.
        if (errors.isEmpty() && Matcher.all(matchers, java.util.Map.of())) {
            errors.add(new FieldError("matchers", "at least one must not match an empty value"));
        }
        if (!endsAt.isAfter(startsAt) || !endsAt.isAfter(Instant.now())) {
            errors.add(new FieldError("ends_at", "must be in the future and after starts_at"));
        } else if (Duration.between(startsAt, endsAt).compareTo(LONGEST) > 0) {
            errors.add(new FieldError("ends_at", "a silence lasts for a year at most"));
        }
        if (comment.length() > MAX_TEXT) {
            errors.add(new FieldError("comment", "is too long"));
        }
        return errors;
    }
}
