package io.palebluedot.alert.correlation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How much each kind of evidence counts, in hundredths: a template at most 50, topology at most 30, time at most 20. Whole hundredths keep the sum
 * exact.
 */
final class Weights {

    static final int TEMPLATE = 50;
    private static final int TOPOLOGY = 30;
    private static final int TIME = 20;
    private static final int SAME_GPU = 15;
    private static final int SAME_NVLINK_DOMAIN = 12;
    private static final int SAME_SERVER = 10;
    private static final int SAME_RACK = 6;

    private Weights() {}

    static Evidence template(String text) {
        return evidence("template", text, TEMPLATE);
    }

    /** How near every alert stands to the root, and how soon it followed. */
    static List<Evidence> placeAndTime(AlertFact root, List<AlertFact> alerts, Duration window) {
        var all = new ArrayList<Evidence>();
        int left = TOPOLOGY;
        // The nearest first, so that the cap cuts off the weakest.
        var nearestFirst = alerts.stream()
                .sorted(Comparator.comparingInt((AlertFact a) -> -nearness(root, a))
                        .thenComparing(AlertFact::startedAt)
                        .thenComparing(AlertFact::id))
                .toList();
        for (AlertFact alert : nearestFirst) {
            int worth = Math.min(left, nearness(root, alert));
            if (!alert.equals(root) && worth > 0) {
                all.add(evidence("topology", alert.name() + " on the " + place(root, alert), worth));
                left -= worth;
            }
        }
        if (alerts.size() > 1) {
            long spread = spread(alerts).toMillis();
            long worth = Math.round(TIME * Math.max(0, 1 - spread / (double) window.toMillis()));
            if (worth > 0) {
                all.add(evidence("time", alerts.size() + " alerts within " + spread / 1000 + " s", (int) worth));
            }
        }
        return all;
    }

    static Duration spread(List<AlertFact> alerts) {
        var order = Comparator.comparing(AlertFact::startedAt);
        var first = alerts.stream().min(order).orElseThrow();
        var last = alerts.stream().max(order).orElseThrow();
        return Duration.between(first.startedAt(), last.startedAt());
    }

    private static int nearness(AlertFact root, AlertFact alert) {
        if (root.sameGpu(alert)) {
            return SAME_GPU;
        }
        if (root.sameNvlinkDomain(alert)) {
            return SAME_NVLINK_DOMAIN;
        }
        if (root.sameServer(alert)) {
            return SAME_SERVER;
        }
        return root.sameRack(alert) ? SAME_RACK : 0;
    }

    private static String place(AlertFact root, AlertFact alert) {
        if (root.sameGpu(alert)) {
            return "same GPU";
        }
        if (root.sameNvlinkDomain(alert)) {
            return "same NVLink domain";
        }
        return root.sameServer(alert) ? "same server" : "same rack";
    }

    private static Evidence evidence(String kind, String text, int hundredths) {
        return new Evidence(kind, text, hundredths / 100.0);
    }
}
