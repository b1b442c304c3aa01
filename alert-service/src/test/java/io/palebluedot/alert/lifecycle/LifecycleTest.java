package io.palebluedot.alert.lifecycle;

import static io.palebluedot.alert.lifecycle.AlertTrigger.CLEARED;
import static io.palebluedot.alert.lifecycle.AlertTrigger.CONDITION_SEEN;
import static io.palebluedot.alert.lifecycle.AlertTrigger.HELD;
import static io.palebluedot.alert.lifecycle.AlertTrigger.HELD_IN_SILENCE;
import static io.palebluedot.alert.lifecycle.AlertTrigger.RAISED;
import static io.palebluedot.alert.lifecycle.AlertTrigger.RAISED_IN_SILENCE;
import static io.palebluedot.alert.lifecycle.AlertTrigger.RESOLVED_BY_PERSON;
import static io.palebluedot.alert.lifecycle.AlertTrigger.SILENCED;
import static io.palebluedot.alert.lifecycle.AlertTrigger.SILENCE_ENDED;
import static io.palebluedot.alert.lifecycle.IncidentTrigger.ALL_ACKNOWLEDGED;
import static io.palebluedot.alert.lifecycle.IncidentTrigger.ALL_RESOLVED;
import static io.palebluedot.alert.lifecycle.IncidentTrigger.CORRELATED;
import static io.palebluedot.alert.lifecycle.IncidentTrigger.SAME_CAUSE_AS_OLDER;
import static io.palebluedot.alert.lifecycle.IncidentTrigger.UNACKNOWLEDGED_ALERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.testing.Golden;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final List<List<AlertTrigger>> ALERT_LIVES = List.of(
            List.of(CONDITION_SEEN, CLEARED),
            List.of(CONDITION_SEEN, HELD, AlertTrigger.ACKNOWLEDGED, CLEARED),
            List.of(CONDITION_SEEN, HELD_IN_SILENCE, SILENCE_ENDED, CLEARED),
            List.of(RAISED, RESOLVED_BY_PERSON),
            List.of(RAISED, SILENCED, CLEARED),
            List.of(RAISED, AlertTrigger.ACKNOWLEDGED, RESOLVED_BY_PERSON),
            List.of(RAISED, AlertTrigger.ACKNOWLEDGED, SILENCED, RESOLVED_BY_PERSON),
            List.of(RAISED_IN_SILENCE, CLEARED));

    private static final List<List<IncidentTrigger>> INCIDENT_LIVES = List.of(
            List.of(CORRELATED, ALL_RESOLVED),
            List.of(CORRELATED, SAME_CAUSE_AS_OLDER),
            List.of(CORRELATED, ALL_ACKNOWLEDGED, UNACKNOWLEDGED_ALERT, ALL_ACKNOWLEDGED, ALL_RESOLVED),
            List.of(CORRELATED, ALL_ACKNOWLEDGED, SAME_CAUSE_AS_OLDER));

    @Test
    void everyMoveOfAnAlertIsTakenByOneOfTheseLives() {
        Set<AlertLifecycle.Move> taken = new HashSet<>();
        for (var life : ALERT_LIVES) {
            AlertState at = null;
            for (var trigger : life) {
                var to = AlertLifecycle.next(at, trigger).orElseThrow();
                taken.add(new AlertLifecycle.Move(at, trigger, to));
                at = to;
            }
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(AlertLifecycle.table());
    }

    @Test
    void everyMoveOfAnIncidentIsTakenByOneOfTheseLives() {
        Set<IncidentLifecycle.Move> taken = new HashSet<>();
        for (var life : INCIDENT_LIVES) {
            IncidentState at = null;
            for (var trigger : life) {
                var to = IncidentLifecycle.next(at, trigger).orElseThrow();
                taken.add(new IncidentLifecycle.Move(at, trigger, to));
                at = to;
            }
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(IncidentLifecycle.table());
    }

    @Test
    void nothingMovesWhatIsOver() {
        for (var trigger : AlertTrigger.values()) {
            assertThat(AlertLifecycle.next(AlertState.RESOLVED, trigger)).isEmpty();
        }
        for (var trigger : IncidentTrigger.values()) {
            assertThat(IncidentLifecycle.next(IncidentState.RESOLVED, trigger)).isEmpty();
            assertThat(IncidentLifecycle.next(IncidentState.MERGED, trigger)).isEmpty();
        }
    }

    @Test
    void theDiagramInTheDocumentationIsThisTable() {
        Golden.assertMatches(Path.of("..", "docs", "states-alert.md"), """
                # States of alerts and incidents

                Drawn from the tables in `AlertLifecycle` and `IncidentLifecycle`; a test keeps this page equal to them.

                ## Alert

                ```mermaid
                %s```

                A condition that ceases while it is pending is resolved without ever having fired: no event tells of it and it is deleted after an
                hour. `alert.raised` goes out when an alert fires, not while a silence suppresses it; `alert.resolved` only after `alert.raised`.
                A critical alert that nobody acknowledged for `PBD_ESCALATE_AFTER` (15 minutes) is told as `alert.escalated`, once; its state stays.

                ## Incident

                ```mermaid
                %s```
                """.formatted(
                        StateDiagrams.alert(), StateDiagrams.incident()));
    }
}
