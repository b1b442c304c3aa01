package io.palebluedot.gateway.web;

/** An answer before request id and operation are written on it. */
public sealed interface Enveloped permits Answer, ListAnswer {

    /** The same answer with its envelope filled in. */
    Enveloped stamped(String requestId, String operation);

    Outcome outcome();

    /** What is inside. */
    Object data();
}
