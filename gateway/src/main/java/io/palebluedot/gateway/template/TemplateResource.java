package io.palebluedot.gateway.template;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.ListAnswer;
import io.palebluedot.gateway.web.Paging;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.workflow.v1.GetTemplateRequest;
import io.palebluedot.proto.workflow.v1.ListTemplatesRequest;
import io.palebluedot.proto.workflow.v1.TemplateService;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Operating systems that can be installed. */
@Path("/api/v1/templates")
@Tag(name = "Workflows")
public class TemplateResource {

    private final TemplateService templates;

    TemplateResource(@GrpcClient("workflow") TemplateService templates) {
        this.templates = templates;
    }

    @GET
    @Allowed(Access.READ)
    @Operation(operationId = "template_list", summary = "Provisioning templates")
    public Uni<ListAnswer<TemplateView>> list(@BeanParam Paging paging, @RestQuery @Nullable String os) {
        var request = ListTemplatesRequest.newBuilder().setPage(paging.page()).setOs(Wire.orEmpty(os));
        return templates
                .listTemplates(request.build())
                .map(r -> ListAnswer.of(r.getTemplatesList(), r.getPage(), TemplateView::of));
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Access.OPERATE)
    @Operation(operationId = "template_create", summary = "Stores a template; an existing name gets its next version")
    public Uni<Answer<TemplateView>> create(@Valid @NotNull TemplateCreate body) {
        return templates
                .createTemplate(body.request())
                .map(t -> Answer.of(TemplateView.of(t), t.getVersion()).created("/api/v1/templates/" + t.getId()));
    }

    @GET
    @Path("/{id}")
    @Allowed(Access.READ)
    @Operation(operationId = "template_get", summary = "One template, by id or name")
    public Uni<Answer<TemplateView>> get(@RestPath String id) {
        return templates
                .getTemplate(GetTemplateRequest.newBuilder().setRef(id).build())
                .map(t -> Answer.of(TemplateView.of(t), t.getVersion()));
    }
}
