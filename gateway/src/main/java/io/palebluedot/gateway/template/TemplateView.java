package io.palebluedot.gateway.template;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.workflow.v1.Template;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A version of a provisioning template. */
@Schema(name = "Template")
record TemplateView(
        String id,
        String name,

        @Schema(description = "From 1; uploading the same name makes the next")
        int version,

        @Schema(description = "talos, ubuntu, rocky, wipe, generic") @Nullable
        String os,

        @Nullable String description,

        @Schema(description = "Tinkerbell template YAML with variables; left out of lists") @Nullable
        String body,

        List<String> variables,
        boolean builtIn,
        @Nullable Instant createdAt) {

    static TemplateView of(Template t) {
        return new TemplateView(
                t.getId(),
                t.getName(),
                t.getVersion(),
                Wire.text(t.getOs()),
                Wire.text(t.getDescription()),
                Wire.text(t.getBody()),
                t.getVariablesList(),
                t.getBuiltIn(),
                Wire.instant(t.hasCreatedAt(), t.getCreatedAt()));
    }
}
