package io.palebluedot.workflow.tinkerbell;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A Template: its YAML, rendered already. */
@RegisterForReflection
public record TemplateSpec(String data) {}
