package io.palebluedot.alert.correlation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something that several servers share failed: the same alert on several of them within the window.
 *
 * @param shared what they share: rack, feed or server; null when it is not known
 * @param kind the tell-tale alert
 * @param follower other alerts of the same place that belong to it
 * @param least on how many servers, or how many times on one server where {@code shared} is the server
 */
record RackTemplate(
        String name,
        String title,
        String rootCause,
        String action,
        Function<AlertFact, @Nullable String> shared,
        Predicate<AlertFact> kind,
        Predicate<AlertFact> follower,
        Function<AlertFact, @Nullable String> counted,
        int least)
        implements Template {

    private static final Comparator<AlertFact> FIRST =
            Comparator.comparing(AlertFact::startedAt).thenComparing(AlertFact::id);

    @Override
    public List<Group> match(List<AlertFact> alerts, Duration window) {
        var groups = new ArrayList<Group>();
        byPlace(alerts).forEach((place, there) -> {
            var telling = there.stream().filter(kind).sorted(FIRST).toList();
            if (!telling.isEmpty()) {
                var cause = telling.getFirst();
                var near = there.stream()
                        .filter(a -> Template.near(cause, a, window) && (kind.test(a) || follower.test(a)))
                        .sorted(FIRST)
                        .toList();
                if (distinct(near.stream().filter(kind).toList()) >= least) {
                    groups.add(group(place, cause, near, window));
                }
            }
        });
        return groups;
    }

    private Map<String, List<AlertFact>> byPlace(List<AlertFact> alerts) {
        var places = new TreeMap<String, List<AlertFact>>();
        for (AlertFact alert : alerts) {
            var place = shared.apply(alert);
            if (place != null) {
                places.computeIfAbsent(place, p -> new ArrayList<>()).add(alert);
            }
        }
        return places;
    }

    private long distinct(List<AlertFact> telling) {
        return telling.stream()
                .map(counted)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .count();
    }

    private Group group(String place, AlertFact cause, List<AlertFact> near, Duration window) {
        var evidence = new ArrayList<Evidence>();
        evidence.add(Weights.template(near.size() + " alerts that share " + place));
        evidence.addAll(Weights.placeAndTime(cause, near, window));
        return new Group(name, title, cause, rootCause, action, near, List.copyOf(evidence));
    }
}
