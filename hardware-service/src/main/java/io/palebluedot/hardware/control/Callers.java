package io.palebluedot.hardware.control;

import io.palebluedot.events.Ids;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import java.util.UUID;

/** Who may change hardware, and what they name. */
final class Callers {

    private Callers() {}

    /** The caller; fails with PERMISSION_DENIED unless they may change hardware. */
    static Caller changer() {
        var caller = Caller.current();
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        return caller;
    }

    /** Fails with NOT_FOUND for what is no id. */
    static UUID server(String id) {
        if (!Ids.isId(id)) {
            throw Failures.notFound("Server", id);
        }
        return UUID.fromString(id);
    }
}
