package io.palebluedot.workflow.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The service dies at any line of any turn, and turns run twice; hardware acts once per step all the same. */
class CrashTest {

    /** Acts once per key, as hardware-service does, and finishes at the second look. */
    private static final class Hardware {
        final Map<String, Integer> looks = new HashMap<>();

        Outcome act(Workflow workflow) {
            var step = java.util.Objects.requireNonNull(workflow.current());
            String key = step.position() + "-" + step.name() + "/" + step.attempt();
            return looks.merge(key, 1, Integer::sum) > 1
                    ? Outcome.done("ok")
                    : Outcome.waitFor("hardware", Duration.ofSeconds(1));
        }
    }

    @Test
    void aCrashBeforeOrAfterAnyHandlerOrWriteChangesNothing() {
        for (var kind : WorkflowKind.values()) {
            for (int crashAt = 0; crashAt < 60; crashAt++) {
                var hardware = new Hardware();
                var life = new Life(kind);
                crashOnce(life, hardware::act, crashAt);
                endsRight(life, hardware);
            }
        }
    }

    @Test
    void crashesAtRandomMomentsChangeNothing() {
        var random = new Random(20260101);
        for (int round = 0; round < 300; round++) {
            var hardware = new Hardware();
            var life = new Life(WorkflowKind.DEPLOY);
            for (int turn = 0; turn < 400 && !life.state().ended(); turn++) {
                int crash = random.nextInt(6);
                step(life, hardware::act, crash == 0, crash == 1);
            }
            endsRight(life, hardware);
        }
    }

    /** Point 2n: dies in turn n before the handler; 2n+1: after it, before the write. */
    private static void crashOnce(Life life, Function<Workflow, Outcome> handler, int crashAt) {
        for (int turn = 0; turn < 200 && !life.state().ended(); turn++) {
            step(life, handler, crashAt == 2 * turn, crashAt == 2 * turn + 1);
        }
    }

    private static void step(Life life, Function<Workflow, Outcome> handler, boolean before, boolean after) {
        try {
            life.turn(workflow -> {
                die(before);
                var outcome = handler.apply(workflow);
                die(after);
                return outcome;
            });
        } catch (Died died) {
            // What the turn held in memory is gone; the row is as before.
        }
        if (life.wakeAt.isAfter(life.now) && !life.state().ended()) {
            life.now = life.wakeAt;
        }
    }

    private static void endsRight(Life life, Hardware hardware) {
        assertThat(life.state()).isEqualTo(WorkflowState.SUCCESS);
        List<String> keys = hardware.looks.keySet().stream().sorted().toList();
        assertThat(keys).hasSize(life.steps().size()).allMatch(key -> key.endsWith("/1"));
    }

    private static void die(boolean now) {
        if (now) {
            throw new Died();
        }
    }

    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
