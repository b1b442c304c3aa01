package io.palebluedot.inventory.asset;

import io.palebluedot.rpc.Caller;

/** SQL conditions with which callers see only what their projects hold; one parameter, an array of project ids. */
public final class Visible {

    /** On {@code server s}. */
    public static final String SERVERS = "(s.project_id = any(?) or exists (select 1 from gpu held"
            + " where held.server_id = s.id and held.project_id = any(?)))";

    /** On {@code gpu g}. */
    public static final String GPUS = "g.project_id = any(?)";

    private Visible() {}

    public static boolean needsFilter(Caller caller) {
        return !caller.seesAllProjects();
    }

    public static String[] projects(Caller caller) {
        return caller.projects().toArray(String[]::new);
    }
}
