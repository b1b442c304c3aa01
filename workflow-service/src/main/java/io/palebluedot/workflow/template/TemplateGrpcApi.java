package io.palebluedot.workflow.template;

import io.palebluedot.proto.workflow.v1.CreateTemplateRequest;
import io.palebluedot.proto.workflow.v1.GetTemplateRequest;
import io.palebluedot.proto.workflow.v1.ListTemplatesRequest;
import io.palebluedot.proto.workflow.v1.ListTemplatesResponse;
import io.palebluedot.proto.workflow.v1.RenderTemplateRequest;
import io.palebluedot.proto.workflow.v1.RenderedTemplate;
import io.palebluedot.rpc.Caller;
import io.palebluedot.workflow.struct.StructMap;
import io.palebluedot.workflow.struct.Times;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

@GrpcService
class TemplateGrpcApi implements io.palebluedot.proto.workflow.v1.TemplateService {

    private final TemplateService templates;

    TemplateGrpcApi(TemplateService templates) {
        this.templates = templates;
    }

    @Override
    public Uni<ListTemplatesResponse> listTemplates(ListTemplatesRequest request) {
        return templates
                .list(request.getPage(), request.getOs())
                .map(slice -> ListTemplatesResponse.newBuilder()
                        .addAllTemplates(slice.items().stream()
                                .map(TemplateGrpcApi::proto)
                                .toList())
                        .setPage(slice.info())
                        .build());
    }

    @Override
    public Uni<io.palebluedot.proto.workflow.v1.Template> getTemplate(GetTemplateRequest request) {
        return templates.get(request.getRef()).map(TemplateGrpcApi::proto);
    }

    @Override
    public Uni<io.palebluedot.proto.workflow.v1.Template> createTemplate(CreateTemplateRequest request) {
        return templates
                .create(
                        request.getName(),
                        request.getOs(),
                        request.getDescription(),
                        request.getBody(),
                        Caller.current())
                .map(TemplateGrpcApi::proto);
    }

    @Override
    public Uni<RenderedTemplate> renderTemplate(RenderTemplateRequest request) {
        return templates
                .render(request.getRef(), StructMap.of(request.getVariables()))
                .map(text -> RenderedTemplate.newBuilder().setText(text).build());
    }

    private static io.palebluedot.proto.workflow.v1.Template proto(Template template) {
        return io.palebluedot.proto.workflow.v1.Template.newBuilder()
                .setId(template.id())
                .setName(template.name())
                .setVersion(template.version())
                .setOs(template.os())
                .setDescription(template.description())
                .setBody(template.body())
                .addAllVariables(template.variables())
                .setBuiltIn(template.builtIn())
                .setCreatedAt(Times.proto(template.createdAt()))
                .build();
    }
}
