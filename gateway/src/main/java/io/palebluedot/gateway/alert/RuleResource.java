package io.palebluedot.gateway.alert;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.EntityTags;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.ProblemException;
import io.palebluedot.gateway.web.Removed;
import io.palebluedot.proto.alert.v1.AlertService;
import io.palebluedot.proto.alert.v1.GetRuleRequest;
import io.palebluedot.proto.alert.v1.ListRulesRequest;
import io.palebluedot.proto.alert.v1.Rule;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Rules that raise alerts. */
@Path("/api/v1/alert-rules")
@Tag(name = "Alerts")
public class RuleResource {

    private final AlertService alerts;

    RuleResource(@GrpcClient("alert") AlertService alerts) {
        this.alerts = alerts;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "alert_rule_list", summary = "Rules that raise alerts")
    public Uni<ListAnswer<RuleView>> list(@BeanParam Paging paging) {
        return alerts.listRules(
                        ListRulesRequest.newBuilder().setPage(paging.page()).build())
                .map(r -> ListAnswer.of(r.getRulesList(), r.getPage(), RuleView::of));
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "alert_rule_create", summary = "Adds a rule")
    public Uni<Answer<RuleView>> create(@Valid @NotNull RuleRequests.Create body) {
        return alerts.createRule(body.request())
                .map(rule -> RuleView.answer(rule).created("/api/v1/alert-rules/" + rule.getId()));
    }

    @GET
    @Path("/{id}")
    @Allowed(Access.READ)
    @Operation(operationId = "alert_rule_get", summary = "One rule, by id or name")
    public Uni<Answer<RuleView>> get(@RestPath String id) {
        return alerts.getRule(ref(id)).map(RuleView::answer);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "alert_rule_update", summary = "Changes a rule")
    public Uni<Answer<RuleView>> update(
            @RestPath String id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @Valid @NotNull RuleRequests.Update body) {
        var request = body.request(id);
        EntityTags.expected(ifMatch).ifPresent(request::setExpectedVersion);
        return alerts.getRule(ref(id))
                .chain(before -> alerts.updateRule(request.build())
                        .map(after -> RuleView.answer(after).replacing(RuleView.of(before))));
    }

    @DELETE
    @Path("/{id}")
    @Allowed(Access.OPERATE)
    @Operation(operationId = "alert_rule_delete", summary = "Removes a rule that is not built in")
    public Uni<Answer<Removed>> delete(@RestPath String id, @RestHeader("If-Match") @Nullable String ifMatch) {
        var expected = EntityTags.expected(ifMatch);
        return alerts.getRule(ref(id))
                .invoke(rule -> unchanged(rule, expected))
                .chain(before -> alerts.deleteRule(ref(before.getId()))
                        .replaceWith(Answer.of(Removed.of(id)).replacing(RuleView.of(before))));
    }

    private static void unchanged(Rule rule, OptionalLong expected) {
        if (expected.isPresent() && expected.getAsLong() != rule.getVersion()) {
            throw new ProblemException(
                    412,
                    "VERSION_CONFLICT",
                    "the rule has version " + rule.getVersion() + ", not " + expected.getAsLong());
        }
    }

    private static GetRuleRequest ref(String ref) {
        return GetRuleRequest.newBuilder().setRef(ref).build();
    }
}
