package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.BmcFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;

/** Goes from record to record, each naming the next: to the end, to a limit, or to where a BMC goes in circles. */
final class RecordWalk {

    private static final int FIRST = 0x0000;
    private static final int END = 0xFFFF;

    private final Set<Integer> visited = new HashSet<>();
    private final int limit;
    private int next = FIRST;

    RecordWalk(int limit) {
        this.limit = limit;
    }

    /** Calls {@code visit} with the id of every record; it answers the id of the next one. */
    Uni<Void> each(IntFunction<Uni<Integer>> visit) {
        return Multi.createBy()
                .repeating()
                .uni(() -> visit.apply(next).map(this::advance))
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private boolean advance(int following) {
        if (visited.size() >= limit) {
            throw new BmcFailure(BmcFailure.Kind.MALFORMED, "more than " + limit + " records");
        }
        boolean more = following != END && following != FIRST && visited.add(following);
        next = following;
        return more;
    }
}
