package io.palebluedot.gateway.web;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Body of a POST that takes none: absent or {@code {}}; a field in it is refused. */
@Schema(description = "Nothing, or an empty object")
public record NoBody() {}
