package io.palebluedot.allocation.signin;

import java.time.Duration;

/** A signed token and how long it lives. */
public record IssuedToken(String text, Duration lifetime, Identity identity) {}
