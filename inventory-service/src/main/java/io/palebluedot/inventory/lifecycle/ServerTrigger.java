package io.palebluedot.inventory.lifecycle;

/** What moves a server. */
public enum ServerTrigger {
    ENROL,
    VERIFY,
    VERIFIED,
    INSPECT,
    INSPECTED,
    PREPARED,
    PASS,
    FAIL,
    RESERVE,
    DEPLOY,
    DEPLOYED,
    RELEASE,
    CLEAN,
    CLEANED,
    CLEAN_FAILED,
    SERVICE,
    SERVICED,
    REPAIR,
    REPAIRED,
    REQUALIFY,
    QUARANTINE,
    TIMEOUT,
    RETIRE
}
