package io.palebluedot.allocation.claim;

import io.palebluedot.allocation.planner.Demand;

/** How many GPUs a demand means, as far as it says. */
final class Wanted {

    private Wanted() {}

    /** 0 where only servers are counted: how many GPUs those have is seen when they are held. */
    static int gpus(Demand demand) {
        return switch (demand) {
            case Demand.NamedGpus named -> named.refs().size();
            case Demand.WholeServer ignored -> 0;
            case Demand.GpusOfServer some -> some.count();
            case Demand.Gpus gpus -> gpus.count();
            case Demand.Servers servers -> servers.gpusEach() == null ? 0 : servers.count() * servers.gpusEach();
        };
    }
}
