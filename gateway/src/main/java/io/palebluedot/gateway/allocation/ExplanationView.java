package io.palebluedot.gateway.allocation;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.allocation.v1.Explanation;
import io.palebluedot.proto.allocation.v1.Reason;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why an allocation got what it got, or nothing. */
@Schema(name = "Explanation")
record ExplanationView(
        String allocationId,
        boolean placed,
        @Nullable String summary,
        List<ReasonView> reasons,
        int consideredServers,
        int feasibleServers) {

    /** One reason. */
    @Schema(name = "Reason")
    public record ReasonView(
            @Schema(description = "A server, a model, a quota") @Nullable
            String subject,

            String code,
            @Nullable String text) {

        static ReasonView of(Reason r) {
            return new ReasonView(Wire.text(r.getSubject()), r.getCode(), Wire.text(r.getText()));
        }
    }

    static ExplanationView of(Explanation e) {
        return new ExplanationView(
                e.getAllocationId(),
                e.getPlaced(),
                Wire.text(e.getSummary()),
                e.getReasonsList().stream().map(ReasonView::of).toList(),
                e.getConsideredServers(),
                e.getFeasibleServers());
    }
}
