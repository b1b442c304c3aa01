package io.palebluedot.allocation.claim;

import io.palebluedot.allocation.planner.Decision.Refused;
import io.palebluedot.allocation.planner.Demand;
import io.palebluedot.allocation.planner.Explanation;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.FailureException;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who may claim for whom, and how a refusal is told. */
final class ClaimRules {

    private ClaimRules() {}

    /** The project that pays; fails when the caller may not claim for this user and project. */
    static UUID project(Claim claim, @Nullable Tenant tenant) {
        if (tenant == null) {
            throw Failures.notFound("User", claim.user());
        }
        boolean forOthers = mayClaimForOthers(claim.caller());
        if (!forOthers && !tenant.userId().toString().equals(claim.caller().id())) {
            throw Failures.denied("only for yourself: user_id names somebody else");
        }
        if (tenant.disabled()) {
            throw Failures.illegalState("USER_DISABLED", "user '" + tenant.userName() + "' is disabled");
        }
        var project = tenant.project();
        if (project == null) {
            throw claim.project().isEmpty()
                    ? Failures.invalid("project_id", "the user belongs to no project")
                    : Failures.notFound("Project", claim.project());
        }
        boolean ownProject = claim.caller().projects().contains(project.id().toString());
        if ((!forOthers && !ownProject) || (!tenant.member() && !tenant.role().equals(Role.ADMIN.wireName()))) {
            throw Failures.denied("user '" + tenant.userName() + "' does not belong to this project");
        }
        return project.id();
    }

    private static boolean mayClaimForOthers(Caller caller) {
        return caller.has(Role.ADMIN) || caller.has(Role.OPERATOR) || caller.has(Role.SERVICE);
    }

    static FailureException refusal(Claim claim, Refused refused) {
        var explanation = refused.explanation();
        return switch (refused.refusal()) {
            case NO_CAPACITY -> Failures.exhausted("NO_CAPACITY", words(explanation));
            case GPU_NOT_AVAILABLE -> Failures.illegalState("GPU_NOT_AVAILABLE", explanation.summary());
            case SERVER_NOT_AVAILABLE -> Failures.illegalState("SERVER_NOT_AVAILABLE", words(explanation));
            case EXCEEDS_FLEET -> Failures.invalid(field(claim.request().demand()), explanation.summary());
            case GPU_NOT_FOUND -> Failures.notFound("GPU", subject(explanation));
            case SERVER_NOT_FOUND -> Failures.notFound("Server", subject(explanation));
        };
    }

    static FailureException quota(String because) {
        return Failures.exhausted("QUOTA_EXCEEDED", because);
    }

    private static String field(Demand demand) {
        return demand instanceof Demand.Servers ? "servers" : "gpu_count";
    }

    private static String subject(Explanation explanation) {
        return explanation.reasons().isEmpty()
                ? ""
                : explanation.reasons().getFirst().subject();
    }

    private static String words(Explanation explanation) {
        String reasons = explanation.reasons().stream()
                .limit(4)
                .filter(r -> !r.text().equals(explanation.summary()))
                .map(r -> r.subject() + ": " + r.text())
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? explanation.summary() : explanation.summary() + " (" + reasons + ")";
    }
}
