package io.palebluedot.inventory.lifecycle;

import static io.palebluedot.inventory.lifecycle.ServerState.*;
import static io.palebluedot.inventory.lifecycle.ServerTrigger.*;

import java.util.EnumSet;

/**
 * The life of a server. What a user's system was written to is dirty until it was cleaned; a dirty server never reaches
 * available but through cleaning.
 */
public final class ServerLifecycle {

    public static final Transitions<ServerState, ServerTrigger> TABLE = Transitions.<ServerState, ServerTrigger>bornAs(
                    ENROLLED)
            .row(ENROLLED, VERIFY, VERIFYING)
            .row(VERIFYING, VERIFIED, MANAGEABLE)
            .row(MANAGEABLE, INSPECT, INSPECTING)
            .row(INSPECTING, INSPECTED, PREPARING)
            .row(PREPARING, PREPARED, VALIDATING)
            .row(VALIDATING, PASS, AVAILABLE)
            .row(AVAILABLE, RESERVE, RESERVED)
            // A workflow's start may be heard before the reservation, and an operator may deploy what nobody holds.
            .rows(EnumSet.of(AVAILABLE, RESERVED, ACTIVE), DEPLOY, DEPLOYING)
            .row(DEPLOYING, DEPLOYED, ACTIVE)
            .rows(EnumSet.of(RESERVED, DEPLOYING, ACTIVE, FAILED), RELEASE, DEPROVISIONING)
            .rows(
                    EnumSet.of(AVAILABLE, RESERVED, ACTIVE, DEPROVISIONING, REPAIRING, FAILED, QUARANTINED),
                    CLEAN,
                    CLEANING)
            .row(CLEANING, CLEANED, VALIDATING)
            .row(CLEANING, CLEAN_FAILED, QUARANTINED)
            .row(AVAILABLE, SERVICE, SERVICING)
            .row(SERVICING, SERVICED, VALIDATING)
            .rows(EnumSet.of(FAILED, QUARANTINED), REPAIR, REPAIRING)
            .row(REPAIRING, REPAIRED, VALIDATING)
            .row(REPAIRING, QUARANTINE, QUARANTINED)
            .rows(EnumSet.of(FAILED, QUARANTINED), REQUALIFY, VALIDATING)
            .rows(EnumSet.of(ENROLLED, VERIFYING, INSPECTING, VALIDATING, AVAILABLE, RESERVED, DEPLOYING), FAIL, FAILED)
            .rows(
                    EnumSet.of(
                            ENROLLED,
                            VERIFYING,
                            MANAGEABLE,
                            INSPECTING,
                            PREPARING,
                            VALIDATING,
                            RESERVED,
                            DEPLOYING,
                            SERVICING),
                    TIMEOUT,
                    FAILED)
            .rows(EnumSet.of(DEPROVISIONING, CLEANING), TIMEOUT, QUARANTINED)
            .rows(
                    EnumSet.of(
                            ENROLLED,
                            VERIFYING,
                            MANAGEABLE,
                            INSPECTING,
                            PREPARING,
                            VALIDATING,
                            AVAILABLE,
                            SERVICING,
                            REPAIRING,
                            FAILED,
                            QUARANTINED),
                    RETIRE,
                    RETIRED)
            .row(RETIRED, ENROL, ENROLLED)
            .build();

    private ServerLifecycle() {}
}
