package io.palebluedot.allocation.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.testing.Golden;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    /** Their moves come with preemption. */
    private static final Set<AllocationState> NOT_REACHED_YET =
            EnumSet.of(AllocationState.PREEMPTING, AllocationState.PREEMPTED);

    @Test
    void noStateAndTriggerHasTwoWays() {
        var seen = new HashSet<List<Object>>();
        for (var move : Lifecycle.table()) {
            assertThat(seen.add(java.util.Arrays.asList(move.from(), move.trigger())))
                    .as("%s", move)
                    .isTrue();
        }
    }

    @Test
    void everyStateIsReachedFromBirth() {
        var reached = EnumSet.noneOf(AllocationState.class);
        var todo = new ArrayDeque<AllocationState>();
        Lifecycle.table().stream().filter(m -> m.from() == null).forEach(m -> todo.add(m.to()));
        while (!todo.isEmpty()) {
            var state = todo.poll();
            if (reached.add(state)) {
                Lifecycle.table().stream().filter(m -> m.from() == state).forEach(m -> todo.add(m.to()));
            }
        }
        assertThat(EnumSet.complementOf(reached)).isEqualTo(NOT_REACHED_YET);
    }

    @Test
    void endedStatesAreFinalAndAllOthersHaveAWayOut() {
        for (var state : AllocationState.values()) {
            boolean hasWay = Lifecycle.table().stream().anyMatch(m -> m.from() == state);
            if (!NOT_REACHED_YET.contains(state)) {
                assertThat(hasWay).as("%s", state).isEqualTo(!state.ended());
            }
        }
    }

    @Test
    void whatHoldsGpusCanAlwaysBeGivenBack() {
        for (var state : AllocationState.values()) {
            boolean lasting = state.holding()
                    && state != AllocationState.RELEASING
                    && state != AllocationState.REPLACING
                    && !NOT_REACHED_YET.contains(state);
            if (lasting) {
                assertThat(Lifecycle.path(state, List.of(Trigger.RELEASE_ASKED, Trigger.GIVEN_BACK)))
                        .as("%s", state)
                        .isPresent();
            }
        }
    }

    @Test
    void anIllegalStepMakesTheWholePathIllegal() {
        assertThat(Lifecycle.path(AllocationState.ACTIVE, List.of(Trigger.STOP_ASKED, Trigger.STOP_ASKED)))
                .isEmpty();
        assertThat(Lifecycle.path(AllocationState.RELEASED, List.of(Trigger.RELEASE_ASKED)))
                .isEmpty();
    }

    @Test
    void filtersTakeAStatusOrAnExactState() {
        assertThat(AllocationState.ofFilter("completed"))
                .hasValueSatisfying(
                        states -> assertThat(states).contains(AllocationState.RELEASED, AllocationState.CANCELLED));
        assertThat(AllocationState.ofFilter("degraded")).contains(EnumSet.of(AllocationState.DEGRADED));
        assertThat(AllocationState.ofFilter("nonsense")).isEmpty();
    }

    @Test
    void theDiagramInTheDocumentsIsTheTable() {
        String text = """
                # States of an allocation

                Made from the table in `Lifecycle.java`; a test compares them. A move is one transaction: state, history row, events.

                ```mermaid
                """ + Lifecycle.mermaid() + "```\n";
        Golden.assertMatches(Path.of("..", "docs", "states-allocation.md"), text);
    }
}
