package io.palebluedot.alert.correlation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A fault of one GPU with what it does to its neighbours.
 *
 * @param root is this alert the cause
 * @param symptom does the second alert follow from the first
 * @param least how many alerts a group has at least; one means that the root alone is telling enough
 */
record GpuTemplate(
        String name,
        String title,
        String action,
        Predicate<AlertFact> root,
        BiPredicate<AlertFact, AlertFact> symptom,
        int least)
        implements Template {

    @Override
    public List<Group> match(List<AlertFact> alerts, Duration window) {
        var groups = new ArrayList<Group>();
        var taken = new HashSet<AlertFact>();
        var roots = alerts.stream()
                .filter(root)
                .sorted(Comparator.comparing(AlertFact::startedAt).thenComparing(AlertFact::id))
                .toList();
        for (AlertFact cause : roots) {
            if (!taken.contains(cause)) {
                var members = members(cause, alerts, window)
                        .filter(a -> !taken.contains(a))
                        .toList();
                if (members.size() >= least) {
                    taken.addAll(members);
                    groups.add(group(cause, members, window));
                }
            }
        }
        return groups;
    }

    private Stream<AlertFact> members(AlertFact cause, List<AlertFact> alerts, Duration window) {
        return Stream.concat(
                Stream.of(cause),
                alerts.stream()
                        .filter(a -> !a.equals(cause) && Template.near(cause, a, window) && symptom.test(cause, a)));
    }

    private Group group(AlertFact cause, List<AlertFact> members, Duration window) {
        var evidence = new ArrayList<Evidence>();
        evidence.add(Weights.template(cause.summary()));
        evidence.addAll(Weights.placeAndTime(cause, members, window));
        return new Group(name, title, cause, cause.summary(), action, members, List.copyOf(evidence));
    }
}
