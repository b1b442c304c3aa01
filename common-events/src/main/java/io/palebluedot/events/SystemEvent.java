package io.palebluedot.events;

import org.jspecify.annotations.Nullable;

/** Facts about hosts' systems and networks; the subject is the server's id. */
public sealed interface SystemEvent extends EventData {

    /** Health or load class of a host changed (SystemStatusChanged): OK, Warning, Critical. From inventory-service. */
    record SystemStatusChanged(
            @Nullable String from, String to, @Nullable String cause) implements SystemEvent {}

    /** A network port went up or down (NetworkStatusChanged). From inventory-service. */
    record NetworkStatusChanged(String port, @Nullable String from, String to) implements SystemEvent {}
}
