package io.palebluedot.gateway.alert;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.alert.v1.CreateSilenceRequest;
import io.palebluedot.proto.alert.v1.Matcher;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A silence to be made. */
@Schema(
        examples =
                "{\"matchers\": [{\"name\": \"server_id\", \"value\": \"018f…\"}], \"ends_at\": \"2030-01-31T12:00:00Z\", \"comment\": \"maintenance\"}")
public record SilenceCreate(
        @NotEmpty @Size(max = 32) List<@NotNull @Valid NewMatcher> matchers,
        @Schema(description = "Default: now") @Nullable Instant startsAt,
        @NotNull Instant endsAt,
        @Nullable @Size(max = 2_000) String comment) {

    /** A condition on a label. */
    @Schema(name = "MatcherCreate")
    public record NewMatcher(
            @NotBlank @Size(max = 128) String name,
            @NotNull @Size(max = 1_024) String value,

            @Schema(description = "Default: false") @Nullable
            Boolean isRegex,

            @Schema(description = "Default: true") @Nullable Boolean isEqual) {

        Matcher proto() {
            return Matcher.newBuilder()
                    .setName(name)
                    .setValue(value)
                    .setIsRegex(Boolean.TRUE.equals(isRegex))
                    .setIsEqual(isEqual == null || isEqual)
                    .build();
        }
    }

    @AssertTrue(message = "must begin before it ends")
    boolean isInOrder() {
        return startsAt == null || endsAt == null || startsAt.isBefore(endsAt);
    }

    CreateSilenceRequest request() {
        var request = CreateSilenceRequest.newBuilder()
                .addAllMatchers(matchers.stream().map(NewMatcher::proto).toList())
                .setEndsAt(Wire.timestamp(endsAt))
                .setComment(Wire.orEmpty(comment));
        if (startsAt != null) {
            request.setStartsAt(Wire.timestamp(startsAt));
        }
        return request.build();
    }
}
