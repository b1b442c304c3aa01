package io.palebluedot.alert.evaluation;

import java.util.UUID;

/** One rule and one object. */
record StandingKey(UUID ruleId, String objectKey) {

    /** What makes findings of this rule about this object one alert. */
    String fingerprint() {
        return "rule:" + ruleId + ":" + objectKey;
    }
}
