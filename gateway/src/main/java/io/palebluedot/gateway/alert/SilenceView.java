package io.palebluedot.gateway.alert;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.alert.v1.Matcher;
import io.palebluedot.proto.alert.v1.Silence;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A time during which matching alerts tell nobody. */
@Schema(name = "Silence")
record SilenceView(
        String id,
        List<MatcherView> matchers,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable String createdBy,
        @Nullable String comment,

        @Schema(description = "pending, active, expired") @Nullable
        String state) {

    /** A condition on a label, as Alertmanager has it. */
    @Schema(name = "Matcher")
    public record MatcherView(String name, String value, boolean isRegex, boolean isEqual) {

        static MatcherView of(Matcher m) {
            return new MatcherView(m.getName(), m.getValue(), m.getIsRegex(), m.getIsEqual());
        }
    }

    static SilenceView of(Silence s) {
        return new SilenceView(
                s.getId(),
                s.getMatchersList().stream().map(MatcherView::of).toList(),
                Wire.instant(s.hasStartsAt(), s.getStartsAt()),
                Wire.instant(s.hasEndsAt(), s.getEndsAt()),
                Wire.text(s.getCreatedBy()),
                Wire.text(s.getComment()),
                Wire.text(s.getState()));
    }
}
