package io.palebluedot.alert.silence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Alerts whose labels all its matchers accept are suppressed while it lasts. */
public record Silence(
        UUID id, List<Matcher> matchers, Instant startsAt, Instant endsAt, String createdBy, String comment) {

    public boolean silences(Map<String, String> labels) {
        return Matcher.all(matchers, labels);
    }

    /** pending | active | expired. */
    public String state(Instant now) {
        if (!now.isBefore(endsAt)) {
            return "expired";
        }
        return now.isBefore(startsAt) ? "pending" : "active";
    }
}
