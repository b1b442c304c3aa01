package io.palebluedot.alert.evaluation;

import io.palebluedot.alert.alerts.Place;
import io.palebluedot.alert.condition.Scope;
import java.util.Map;

/**
 * What a reading is about.
 *
 * @param key identity within its scope
 * @param serverId the server whose telemetry it comes from, or {@code platform}
 * @param labels what its alerts are labelled with
 */
record Subject(Scope scope, String key, String serverId, Place place, Map<String, String> labels) {}
