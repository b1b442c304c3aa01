package io.palebluedot.gateway.document;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Adds what all operations share: sign-in, problems, request id, idempotency key. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {

    private static final String SCHEME = "bearer";
    private static final String PROBLEM = "Problem";
    private static final List<String> OPEN = List.of("auth_token", "health");
    private static final Map<String, String> PROBLEMS = new TreeMap<>(Map.of(
            "400", "The request cannot be understood; errors names the bad fields",
            "401", "No valid token",
            "403", "The role may not do this",
            "404", "No such object, or none that the caller may see",
            "429", "Too many requests; come again after Retry-After",
            "500", "A fault in the platform",
            "503", "Something that this needs is away; come again after Retry-After"));
    private static final Map<String, String> CHANGE_PROBLEMS = new TreeMap<>(Map.of(
            "409", "The object's state does not allow this, there is no capacity, or a keyed request is still running",
            "412", "If-Match names another version",
            "413", "The body is too large",
            "415", "The body has another type",
            "422", "The Idempotency-Key was used with another body",
            "428", "If-Match is required"));

    @Override
    public void filterOpenAPI(OpenAPI api) {
        var components = api.getComponents() == null ? OASFactory.createComponents() : api.getComponents();
        api.setComponents(components);
        components.addSecurityScheme(
                SCHEME,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description("A token of POST /auth/token, or an API token (pbd_…)"));
        components.addSchema(PROBLEM, problem());
        api.getPaths().getPathItems().values().forEach(ApiDocument::complete);
    }

    private static void complete(PathItem path) {
        path.getOperations().forEach((method, operation) -> {
            complete(operation);
            if (method == PathItem.HttpMethod.POST) {
                operation.addParameter(idempotencyKey(operation));
            }
            if (method != PathItem.HttpMethod.GET) {
                CHANGE_PROBLEMS.forEach((status, text) -> respond(operation, status, text));
            }
        });
    }

    private static void complete(Operation operation) {
        PROBLEMS.forEach((status, text) -> respond(operation, status, text));
        if (!OPEN.contains(operation.getOperationId())) {
            operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(SCHEME, List.of()));
        }
    }

    private static void respond(Operation operation, String status, String text) {
        APIResponse response = OASFactory.createAPIResponse()
                .description(text)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM))));
        operation.getResponses().addAPIResponse(status, response);
    }

    private static Parameter idempotencyKey(Operation operation) {
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .filter(one -> "Idempotency-Key".equals(one.getName()))
                    .toList()
                    .forEach(operation::removeParameter);
        }
        return OASFactory.createParameter()
                .name("Idempotency-Key")
                .in(Parameter.In.HEADER)
                .description("The same key with the same body is done once and answered the same for 24 hours")
                .schema(string().minLength(1).maxLength(255).pattern("^[\\x21-\\x7e]+$"));
    }

    private static Schema problem() {
        var error = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .addProperty("field", string())
                .addProperty("message", string());
        var problem =
                OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description("RFC 9457 problem details");
        for (String name : List.of("type", "title", "detail", "instance", "request_id")) {
            problem.addProperty(name, string());
        }
        return problem.addProperty(
                        "code", string().pattern("^[A-Z][A-Z0-9_]*$").description("Stable name for programs"))
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(error))
                .required(List.of("type", "title", "status", "detail", "instance", "code", "request_id"));
    }

    private static Schema string() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}
