package io.palebluedot.alert.correlation;

import java.time.Duration;
import java.util.List;

/** A known way of failing: which alert is the cause, which ones follow from it. */
interface Template {

    /** Groups found among alerts that no earlier template took; a group's alerts may not overlap. */
    List<Group> match(List<AlertFact> alerts, Duration window);

    static boolean near(AlertFact a, AlertFact b, Duration window) {
        return Duration.between(a.startedAt(), b.startedAt()).abs().compareTo(window) <= 0;
    }
}
