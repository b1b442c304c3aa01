package io.palebluedot.alert.correlation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A fan or the inlet air, and several hot or slowed GPUs of the same server: the air is the cause, not the GPUs. */
record CoolingTemplate() implements Template {

    private static final int HOT_GPUS = 2;

    @Override
    public List<Group> match(List<AlertFact> alerts, Duration window) {
        Map<String, List<AlertFact>> servers = new TreeMap<>();
        for (AlertFact alert : alerts) {
            var server = alert.serverId();
            if (server != null && (air(alert) || hot(alert))) {
                servers.computeIfAbsent(server, s -> new ArrayList<>()).add(alert);
            }
        }
        var groups = new ArrayList<Group>();
        for (var there : servers.values()) {
            // A fan is a cause, warm air may be its consequence.
            there.stream()
                    .filter(CoolingTemplate::air)
                    .min(Comparator.comparing((AlertFact a) -> !a.named("fan_failed"))
                            .thenComparing(AlertFact::startedAt))
                    .ifPresent(cause -> add(groups, cause, there, window));
        }
        return groups;
    }

    private static void add(List<Group> groups, AlertFact cause, List<AlertFact> there, Duration window) {
        var near = there.stream().filter(a -> Template.near(cause, a, window)).toList();
        long hotGpus = near.stream()
                .filter(CoolingTemplate::hot)
                .map(AlertFact::gpuId)
                .distinct()
                .count();
        if (hotGpus < HOT_GPUS) {
            return;
        }
        var evidence = new ArrayList<Evidence>();
        evidence.add(Weights.template(cause.name() + " with " + hotGpus + " hot or slowed GPUs on one server"));
        evidence.addAll(Weights.placeAndTime(cause, near, window));
        groups.add(new Group(
                "cooling_failure",
                "Cooling of a server fails",
                cause,
                cause.summary(),
                "check fans and air flow; drain the server before the GPUs throttle further",
                near,
                List.copyOf(evidence)));
    }

    private static boolean air(AlertFact alert) {
        return alert.named("fan_failed") || alert.named("inlet_temperature_high");
    }

    private static boolean hot(AlertFact alert) {
        return alert.named("gpu_temperature_high") || alert.named("gpu_hardware_slowdown");
    }
}
