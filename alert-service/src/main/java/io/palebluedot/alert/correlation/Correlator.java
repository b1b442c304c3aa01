package io.palebluedot.alert.correlation;

import io.palebluedot.alert.lifecycle.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Groups alerts by their likely cause: known templates first, then nearness in place and time. The same alerts always give the same groups. */
public final class Correlator {

    private static final Comparator<AlertFact> OLDEST =
            Comparator.comparing(AlertFact::startedAt).thenComparing(AlertFact::id);

    private Correlator() {}

    /**
     * Groups alerts.
     *
     * @param alerts all that last or ended lately
     * @param window alerts that began further apart are not linked
     */
    public static List<Group> correlate(List<AlertFact> alerts, Duration window) {
        var left = new ArrayList<>(alerts.stream().sorted(OLDEST).toList());
        // A busy GPU is no symptom; an Xid may be one, however harmless by itself.
        left.removeIf(a -> a.severity() == Severity.INFO && a.xid() == null);
        var groups = new ArrayList<Group>();
        for (Template template : Templates.ALL) {
            for (Group group : template.match(List.copyOf(left), window)) {
                groups.add(group);
                left.removeAll(group.alerts());
            }
        }
        left.removeIf(a -> !a.severity().atLeast(Severity.WARNING));
        groups.addAll(neighbours(left, window));
        return List.copyOf(groups);
    }

    private static List<Group> neighbours(List<AlertFact> alerts, Duration window) {
        var groups = new ArrayList<Group>();
        for (var members : components(alerts, window)) {
            if (members.size() > 1) {
                groups.add(neighbourhood(members, window));
            }
        }
        return groups;
    }

    private static Group neighbourhood(List<AlertFact> members, Duration window) {
        var root = members.stream()
                .min(Comparator.comparing(AlertFact::severity).reversed().thenComparing(OLDEST))
                .orElseThrow();
        return new Group(
                null,
                members.size() + " alerts near each other, first of the worst: " + root.name(),
                root,
                "not known; the first of the worst alerts is " + root.name(),
                "look at the root alert first",
                members,
                Weights.placeAndTime(root, members, window));
    }

    /** Connected alerts: union of every two that are linked. */
    private static List<List<AlertFact>> components(List<AlertFact> alerts, Duration window) {
        var parents = new int[alerts.size()];
        for (int i = 0; i < parents.length; i++) {
            parents[i] = i;
        }
        for (int i = 0; i < parents.length; i++) {
            for (int j = i + 1; j < parents.length; j++) {
                if (linked(alerts.get(i), alerts.get(j), window)) {
                    parents[top(parents, j)] = top(parents, i);
                }
            }
        }
        Map<Integer, List<AlertFact>> components = new LinkedHashMap<>();
        for (int i = 0; i < parents.length; i++) {
            components.computeIfAbsent(top(parents, i), k -> new ArrayList<>()).add(alerts.get(i));
        }
        return List.copyOf(components.values());
    }

    private static int top(int[] parents, int i) {
        int at = i;
        while (parents[at] != at) {
            at = parents[at];
        }
        return at;
    }

    private static boolean linked(AlertFact a, AlertFact b, Duration window) {
        return Template.near(a, b, window) && (a.sameGpu(b) || a.sameServer(b) || a.sameNvlinkDomain(b));
    }
}
