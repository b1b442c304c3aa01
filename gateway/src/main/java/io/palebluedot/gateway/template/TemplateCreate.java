package io.palebluedot.gateway.template;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.workflow.v1.CreateTemplateRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A template to be stored. */
public record TemplateCreate(
        @NotBlank @Size(max = 128) String name,

        @NotBlank
        @Pattern(
                regexp = "talos|ubuntu|rocky|wipe|generic",
                message = "must be one of talos, ubuntu, rocky, wipe, generic")
        String os,

        @Nullable @Size(max = 1_000) String description,

        @Schema(description = "Tinkerbell template YAML with variables") @NotBlank @Size(max = 262_144)
        String body) {

    CreateTemplateRequest request() {
        return CreateTemplateRequest.newBuilder()
                .setName(name)
                .setOs(os)
                .setDescription(Wire.orEmpty(description))
                .setBody(body)
                .build();
    }
}
