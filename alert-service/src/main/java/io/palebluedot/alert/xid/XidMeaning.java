package io.palebluedot.alert.xid;

import io.palebluedot.alert.lifecycle.Severity;

/** What one Xid means and what to do about it. */
public record XidMeaning(int code, String name, Severity severity, XidAction action, String text) {

    /** Does it stay until somebody or something repaired the GPU? */
    public boolean lasting() {
        return action.repairs();
    }
}
