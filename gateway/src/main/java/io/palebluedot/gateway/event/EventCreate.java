package io.palebluedot.gateway.event;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.alert.v1.CreateEventRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event from outside. */
@Schema(examples = "{\"type\": \"com.example.job.finished\", \"subject\": \"job-17\", \"data\": {\"exit_code\": 0}}")
public record EventCreate(
        @NotBlank
        @Size(max = 255)
        @Pattern(regexp = "[A-Za-z0-9._-]+", message = "must be letters, digits, '.', '_', '-'")
        String type,

        @NotBlank @Size(max = 255) String subject,
        @Nullable @Size(max = 1_000) Map<@NotBlank @Size(max = 255) String, Object> data) {

    CreateEventRequest request() {
        return CreateEventRequest.newBuilder()
                .setType(type)
                .setSubject(subject)
                .setData(Wire.struct("data", data == null ? Map.of() : data))
                .build();
    }
}
