package io.palebluedot.inventory.machine;

import io.palebluedot.events.EventData;
import java.util.UUID;

/** A fact to be told about an object. */
public record Told(UUID subject, EventData data) {}
