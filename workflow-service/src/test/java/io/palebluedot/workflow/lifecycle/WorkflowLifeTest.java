package io.palebluedot.workflow.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.events.WorkflowEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every move of workflows and steps; the last check fails when a move of the tables was taken by no test. */
class WorkflowLifeTest {

    @AfterAll
    static void everyMoveOfTheTablesWasTaken() {
        assertThat(Life.MOVES).containsExactlyInAnyOrderElementsOf(WorkflowMove.TABLE);
        assertThat(Life.STEP_MOVES).containsExactlyInAnyOrderElementsOf(StepMove.TABLE);
    }

    @Test
    void aDeployRunsThroughItsPhasesToSuccess() {
        var life = new Life(WorkflowKind.DEPLOY);
        assertThat(life.runUntil(StepName.HEALTH_GATE).state()).isEqualTo(WorkflowState.PREPARING);
        assertThat(life.runUntil(StepName.PROVISION).state()).isEqualTo(WorkflowState.RUNNING);
        assertThat(life.row().holdsServer()).isTrue();
        assertThat(life.runUntil(StepName.VERIFY).state()).isEqualTo(WorkflowState.POST);
        life.finish();
        assertThat(life.state()).isEqualTo(WorkflowState.SUCCESS);
        assertThat(life.row().holdsServer()).isFalse();
        assertThat(life.steps()).allMatch(step -> step.state() == StepState.SUCCESS && step.attempt() == 1);
        assertThat(life.events.getFirst()).isInstanceOf(WorkflowEvent.WorkflowCreated.class);
        assertThat(life.events.getLast()).isInstanceOf(WorkflowEvent.WorkflowSucceeded.class);
        assertThat(life.events.stream().filter(WorkflowEvent.WorkflowStarted.class::isInstance))
                .hasSize(1);
    }

    @Test
    void aKindOfOneStepBeginsAndEndsRunning() {
        assertThat(new Life(WorkflowKind.INSPECT).finish().state()).isEqualTo(WorkflowState.SUCCESS);
    }

    @Test
    void aStepThatIsNotNeededIsSkipped() {
        var life = new Life(WorkflowKind.INSPECT).run(w -> new Outcome.Skip("known already"));
        assertThat(life.state()).isEqualTo(WorkflowState.SUCCESS);
        assertThat(life.step(StepName.INSPECT).state()).isEqualTo(StepState.SKIPPED);
    }

    @Test
    void waitsForTheWorkflowThatHasItsServer() {
        var life = new Life(WorkflowKind.DEPLOY);
        life.blocker = "another";
        life.finish();
        assertThat(life.state()).isEqualTo(WorkflowState.WAITING);
        assertThat(life.step(StepName.HEALTH_GATE).waitingFor()).contains("another");
        life.blocker = null;
        assertThat(life.finish().state()).isEqualTo(WorkflowState.SUCCESS);

        var inspect = new Life(WorkflowKind.INSPECT);
        inspect.blocker = "another";
        inspect.finish();
        inspect.blocker = null;
        assertThat(inspect.finish().state()).isEqualTo(WorkflowState.SUCCESS);
    }

    @Test
    void waitsForItsServerOnlySoLong() {
        var life = new Life(WorkflowKind.DEPLOY);
        life.blocker = "another";
        life.finish().later(Duration.ofHours(1)).finish();
        assertThat(life.state()).isEqualTo(WorkflowState.TIMEOUT);
        assertThat(life.wakeAt).isEqualTo(Instant.MAX);
        life.want(Intent.RETRY).blocker = null;
        assertThat(life.finish().state()).isEqualTo(WorkflowState.SUCCESS);
    }

    @Test
    void triesAFailedStepAgainAfterAPauseAndThenGivesUp() {
        var life = new Life(WorkflowKind.DEPLOY).run(fails(StepName.HEALTH_GATE, true));
        assertThat(life.state()).isEqualTo(WorkflowState.PREPARING);
        assertThat(life.wakeAt).isEqualTo(life.now.plusSeconds(10));
        life.later(Duration.ofSeconds(9)).run(fails(StepName.HEALTH_GATE, true));
        assertThat(life.step(StepName.HEALTH_GATE).attempt()).isEqualTo(1);
        life.later(Duration.ofSeconds(1)).run(fails(StepName.HEALTH_GATE, true));
        assertThat(life.state()).isEqualTo(WorkflowState.FAILED);
        assertThat(life.row().error()).isEqualTo("broken");
        assertThat(life.events.getLast()).isInstanceOfSatisfying(WorkflowEvent.WorkflowFailed.class, e -> {
            assertThat(e.step()).isEqualTo("health_gate");
            assertThat(e.cause()).isEqualTo("broken");
        });
    }

    @Test
    void aFinalFailureEndsAnyPhaseAndARetryGoesOnFromTheFailedStep() {
        for (var name : List.of(StepName.HEALTH_GATE, StepName.PROVISION, StepName.VERIFY)) {
            var life = new Life(WorkflowKind.DEPLOY).run(fails(name, false));
            assertThat(life.state()).as(name.word()).isEqualTo(WorkflowState.FAILED);
            assertThat(life.row().holdsServer()).isFalse();
            life.want(Intent.RETRY).finish();
            assertThat(life.state()).as(name.word()).isEqualTo(WorkflowState.SUCCESS);
            assertThat(life.step(name).attempt()).isEqualTo(2);
            assertThat(life.step(StepName.RENDER_TEMPLATE).attempt()).isEqualTo(1);
        }
    }

    @Test
    void aRetriedWorkflowQueuesForItsServerAgain() {
        for (var name : List.of(StepName.PROVISION, StepName.VERIFY)) {
            var life = new Life(WorkflowKind.DEPLOY).run(fails(name, false));
            life.blocker = "another";
            life.want(Intent.RETRY).finish();
            assertThat(life.state()).isEqualTo(WorkflowState.WAITING);
            life.blocker = null;
            assertThat(life.finish().state()).isEqualTo(WorkflowState.SUCCESS);
        }
    }

    @Test
    void aStepPastItsDeadlineIsTriedAgainAndThenTimesOutInAnyPhase() {
        for (var name : List.of(StepName.HEALTH_GATE, StepName.PROVISION, StepName.VERIFY)) {
            var life = new Life(WorkflowKind.DEPLOY).runUntil(name);
            life.later(Duration.ofMinutes(10)).runUntil(name);
            assertThat(life.step(name).state()).isEqualTo(StepState.PENDING);
            life.later(Duration.ofSeconds(10)).runUntil(name);
            assertThat(life.step(name).attempt()).isEqualTo(2);
            life.later(Duration.ofMinutes(10)).runUntil(name);
            assertThat(life.state()).isEqualTo(WorkflowState.TIMEOUT);
            assertThat(life.step(name).message()).contains("took too long, waiting for the test");
            assertThat(life.events.getLast()).isInstanceOf(WorkflowEvent.WorkflowTimedOut.class);
            assertThat(life.want(Intent.RETRY).finish().state()).isEqualTo(WorkflowState.SUCCESS);
        }
    }

    @Test
    void somethingAwayIsAskedEverMoreSlowlyAndDoesNotFailTheStep() {
        var life = new Life(WorkflowKind.DEPLOY).run(w -> new Outcome.Away("Kubernetes"));
        assertThat(life.wakeAt).isEqualTo(life.now.plusSeconds(1));
        life.later(Duration.ofSeconds(1)).run(w -> new Outcome.Away("Kubernetes"));
        assertThat(life.wakeAt).isEqualTo(life.now.plusSeconds(2));
        assertThat(life.step(StepName.HEALTH_GATE).waitingFor()).isEqualTo("Kubernetes");
        assertThat(life.later(Duration.ofMinutes(5)).finish().state()).isEqualTo(WorkflowState.SUCCESS);
    }

    @Test
    void aLaterStepCanAskForAnEarlierOneAgain() {
        var life = new Life(WorkflowKind.DEPLOY).run(fails(StepName.PROVISION, false));
        life.want(Intent.RETRY)
                .run(w -> Life.current(w) == StepName.PROVISION
                                && w.steps().get(3).attempt() == 1
                        ? new Outcome.GoBack(StepName.CREATE_WORKFLOW, "used up")
                        : Outcome.done("ok"));
        assertThat(life.state()).isEqualTo(WorkflowState.SUCCESS);
        assertThat(life.step(StepName.CREATE_HARDWARE).attempt()).isEqualTo(1);
        assertThat(life.step(StepName.CREATE_WORKFLOW).attempt()).isEqualTo(2);
        assertThat(life.step(StepName.BOOT_PXE).attempt()).isEqualTo(2);
        assertThat(life.step(StepName.PROVISION).attempt()).isEqualTo(3);
    }

    @Test
    void aPausedWorkflowDoesNothingAndItsClockStands() {
        for (var name : List.of(StepName.HEALTH_GATE, StepName.PROVISION, StepName.VERIFY)) {
            var life = new Life(WorkflowKind.DEPLOY).runUntil(name);
            var before = life.state();
            life.want(Intent.PAUSE).finish();
            assertThat(life.state()).isEqualTo(WorkflowState.PAUSED);
            life.later(Duration.ofMinutes(30)).finish();
            assertThat(life.state()).isEqualTo(WorkflowState.PAUSED);
            life.want(Intent.RUN).runUntil(name);
            assertThat(life.state()).isEqualTo(before);
            assertThat(life.finish().state()).isEqualTo(WorkflowState.SUCCESS);
        }
    }

    @Test
    void aWorkflowCanBePausedBeforeItBegins() {
        var pending = new Life(WorkflowKind.DEPLOY).want(Intent.PAUSE).finish();
        assertThat(pending.state()).isEqualTo(WorkflowState.PAUSED);
        assertThat(pending.want(Intent.RUN).finish().state()).isEqualTo(WorkflowState.SUCCESS);

        var waiting = new Life(WorkflowKind.DEPLOY);
        waiting.blocker = "another";
        waiting.finish().want(Intent.PAUSE).finish();
        assertThat(waiting.state()).isEqualTo(WorkflowState.PAUSED);
        assertThat(waiting.want(Intent.CANCEL).finish().state()).isEqualTo(WorkflowState.CANCELLED);
    }

    @Test
    void pausedForTooLongIsCancelledAndTakenBack() {
        var life = new Life(WorkflowKind.DEPLOY).runUntil(StepName.PROVISION);
        life.want(Intent.PAUSE).finish().later(Duration.ofHours(2)).finish();
        assertThat(life.state()).isEqualTo(WorkflowState.CANCELLED);
        assertThat(life.row().error()).isEqualTo("paused for too long");
    }

    @Test
    void cancelBeforeTheBeginTakesNothingBack() {
        assertThat(new Life(WorkflowKind.DEPLOY).want(Intent.CANCEL).finish().state())
                .isEqualTo(WorkflowState.CANCELLED);
        var waiting = new Life(WorkflowKind.DEPLOY);
        waiting.blocker = "another";
        waiting.finish().want(Intent.CANCEL).finish();
        assertThat(waiting.state()).isEqualTo(WorkflowState.CANCELLED);
        assertThat(waiting.steps()).hasSize(8).allMatch(step -> step.state() == StepState.SKIPPED);
    }

    @Test
    void cancelTakesBackWhatWasDone() {
        for (var name : List.of(StepName.HEALTH_GATE, StepName.PROVISION, StepName.VERIFY)) {
            var life = new Life(WorkflowKind.DEPLOY).runUntil(name);
            life.want(Intent.CANCEL).runUntil(StepName.REMOVE_OBJECTS);
            assertThat(life.state()).isEqualTo(WorkflowState.CANCELLING);
            assertThat(life.step(name).state()).isEqualTo(StepState.CANCELLED);
            assertThat(life.row().holdsServer()).isTrue();
            life.finish();
            assertThat(life.state()).isEqualTo(WorkflowState.CANCELLED);
            assertThat(life.events.getLast()).isInstanceOf(WorkflowEvent.WorkflowCancelled.class);
            assertThat(life.step(StepName.POWER_OFF).state()).isEqualTo(StepState.SUCCESS);
        }
        var paused = new Life(WorkflowKind.DEPLOY).runUntil(StepName.PROVISION);
        assertThat(paused.want(Intent.PAUSE)
                        .finish()
                        .want(Intent.CANCEL)
                        .finish()
                        .state())
                .isEqualTo(WorkflowState.CANCELLED);
    }

    @Test
    void whatCannotBeTakenBackFailsTheCancelButNotTheRestOfIt() {
        var life = new Life(WorkflowKind.DEPLOY).runUntil(StepName.PROVISION);
        life.want(Intent.CANCEL).run(fails(StepName.REMOVE_OBJECTS, false));
        assertThat(life.state()).isEqualTo(WorkflowState.FAILED);
        assertThat(life.row().error()).isEqualTo("cancelled, but not cleaned up: broken");
        assertThat(life.step(StepName.POWER_OFF).state()).isEqualTo(StepState.SUCCESS);
        assertThat(life.want(Intent.RETRY).finish().state()).isEqualTo(WorkflowState.CANCELLED);
    }

    @Test
    void aCancelThatTimedOutIsRetriedFromTheQueue() {
        var life = new Life(WorkflowKind.DEPLOY).runUntil(StepName.PROVISION);
        life.want(Intent.CANCEL).runUntil(StepName.POWER_OFF);
        life.later(Duration.ofMinutes(10)).runUntil(StepName.POWER_OFF);
        life.later(Duration.ofSeconds(10)).runUntil(StepName.POWER_OFF);
        life.later(Duration.ofMinutes(10)).runUntil(StepName.POWER_OFF);
        assertThat(life.state()).isEqualTo(WorkflowState.FAILED);
        life.blocker = "another";
        life.want(Intent.RETRY).finish();
        assertThat(life.state()).isEqualTo(WorkflowState.WAITING);
        life.blocker = null;
        assertThat(life.finish().state()).isEqualTo(WorkflowState.CANCELLED);
    }

    @Test
    void factsAreRememberedAndForgotten() {
        var life = new Life(WorkflowKind.INSPECT)
                .run(w -> new Outcome.Wait("x", Duration.ofMinutes(1), Map.of("a", "1", "b", "2")));
        assertThat(life.row().facts()).isEqualTo(Map.of("a", "1", "b", "2"));
        life.run(w -> new Outcome.Done("ok", Map.of("a", "")));
        assertThat(life.row().facts()).isEqualTo(Map.of("b", "2"));
    }

    @Test
    void anythingElseIsABrokenInvariant() {
        assertThatThrownBy(
                        () -> WorkflowMove.legal(WorkflowState.SUCCESS, WorkflowTrigger.BEGIN, WorkflowState.RUNNING))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> StepMove.legal(StepState.SUCCESS, StepMove.Trigger.FAIL, StepState.FAILED))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEndedWorkflowObeysOnlyARetry() {
        for (var intent : List.of(Intent.RUN, Intent.PAUSE, Intent.CANCEL, Intent.RETRY)) {
            var life = new Life(WorkflowKind.INSPECT).finish().want(intent).finish();
            assertThat(life.state()).isEqualTo(WorkflowState.SUCCESS);
            assertThat(life.wakeAt).isEqualTo(Instant.MAX);
        }
    }

    private static java.util.function.Function<Workflow, Outcome> fails(StepName name, boolean retryable) {
        return w -> Life.current(w) == name ? new Outcome.Failed("broken", retryable, Map.of()) : Outcome.done("ok");
    }
}
