package io.palebluedot.allocation.planner;

import java.util.List;

/** The planner's answer. */
public sealed interface Decision {

    Explanation explanation();

    /** It fits, all of it; nothing is held by this answer alone. */
    record Placed(List<Gpu> gpus, Explanation explanation) implements Decision {
        public List<Server> servers() {
            return gpus.stream().map(Gpu::server).distinct().toList();
        }
    }

    /** It does not fit, or not now. */
    record Refused(Refusal refusal, Explanation explanation) implements Decision {}

    /** Kinds of refusal. */
    enum Refusal {
        /** Not now; it may fit when something is freed. */
        NO_CAPACITY,
        /** A GPU asked for by name is not free now. */
        GPU_NOT_AVAILABLE,
        /** A server asked for by name is not free now. */
        SERVER_NOT_AVAILABLE,
        /** More than the fleet has: waiting does not help. */
        EXCEEDS_FLEET,
        GPU_NOT_FOUND,
        SERVER_NOT_FOUND;

        /** Can waiting help? */
        public boolean passes() {
            return switch (this) {
                case NO_CAPACITY, GPU_NOT_AVAILABLE, SERVER_NOT_AVAILABLE -> true;
                case EXCEEDS_FLEET, GPU_NOT_FOUND, SERVER_NOT_FOUND -> false;
            };
        }
    }
}
