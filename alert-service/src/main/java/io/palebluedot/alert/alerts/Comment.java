package io.palebluedot.alert.alerts;

import java.time.Instant;

/** What a person wrote to an alert. */
public record Comment(String author, String text, Instant at) {}
