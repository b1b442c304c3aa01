package io.palebluedot.workflow.tinkerbell;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/** Which template runs on which hardware. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorkflowSpec(String templateRef, String hardwareRef, Map<String, String> hardwareMap) {}
