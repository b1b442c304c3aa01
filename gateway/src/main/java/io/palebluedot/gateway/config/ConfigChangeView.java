package io.palebluedot.gateway.config;

import io.palebluedot.gateway.operation.OperationView;
import io.palebluedot.gateway.web.Answer;
import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.inventory.v1.ConfigChange;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A new version, and the operation that brings it to the hardware. */
@Schema(name = "ConfigChange")
public record ConfigChangeView(
        ConfigVersionView version,

        @Schema(description = "Absent when nothing has to be applied") @Nullable
        String operationId) {

    /** 202 with the operation's path, or 200 when there is nothing to apply. */
    public static Answer<ConfigChangeView> answer(ConfigChange change) {
        String operation = Wire.text(change.getOperationId());
        var answer = Answer.of(new ConfigChangeView(ConfigVersionView.of(change.getVersion()), operation));
        return operation == null ? answer : answer.accepted(OperationView.path(operation));
    }
}
