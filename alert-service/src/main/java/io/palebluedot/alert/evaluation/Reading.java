package io.palebluedot.alert.evaluation;

import java.time.Instant;
import java.util.Map;

/** Values of one object at one moment, those derived from former ones among them. */
record Reading(Subject subject, Instant at, Map<String, Double> values) {}
