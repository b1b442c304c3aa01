package io.palebluedot.hardware.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.testing.Golden;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class OperationMoveTest {

    @Test
    void endedStatesAreLeftByNoMove() {
        assertThat(OperationMove.values()).noneMatch(move -> move.from().ended());
    }

    @Test
    void everyStateIsReachedAndEveryOpenStateHasAForcedExit() {
        var reached = EnumSet.of(OperationState.QUEUED);
        Arrays.stream(OperationMove.values()).forEach(move -> reached.add(move.to()));
        assertThat(reached).containsExactlyInAnyOrder(OperationState.values());
        assertThat(OperationMove.EXPIRE.from()).isEqualTo(OperationState.QUEUED);
        assertThat(OperationMove.FAIL.from()).isEqualTo(OperationState.RUNNING);
    }

    @Test
    void theDocumentIsTheTable() {
        Golden.assertMatches(Path.of("../docs/states-operation.md"), OperationMove.document());
    }

    @Test
    void unknownExceptionsKeepTheirTextToThemselves() {
        assertThat(Outcome.of(new IllegalStateException("password is x")))
                .isEqualTo(new Outcome.Failed("INTERNAL", "internal error", false));
    }
}
