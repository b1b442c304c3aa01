package io.palebluedot.alert.correlation;

/** One reason to believe in a common cause; {@code kind} is template, topology or time, scores of a group add up to its score. */
public record Evidence(String kind, String text, double score) {}
