package io.palebluedot.allocation.claim;

import io.palebluedot.allocation.planner.Gpu;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Limits and use of the limited projects in one batch; counts along as the batch is decided. */
final class QuotaBook {

    private static final String ALL_MODELS = "*";

    private static final class Page {
        private final long hoursLimit;
        private double hoursUsed;
        private final Map<String, Integer> limits = new HashMap<>();
        private final Map<String, Integer> used = new HashMap<>();

        private Page(long hoursLimit, double hoursUsed) {
            this.hoursLimit = hoursLimit;
            this.hoursUsed = hoursUsed;
        }
    }

    private final Map<UUID, Page> pages = new HashMap<>();

    void open(UUID project, long hoursLimit, double hoursUsed, JsonObject live) {
        var page = new Page(hoursLimit, hoursUsed);
        live.forEach(entry -> page.used.put(entry.getKey(), ((Number) entry.getValue()).intValue()));
        pages.put(project, page);
    }

    void limit(UUID project, String model, int maxGpus) {
        var page = pages.get(project);
        if (page != null) {
            page.limits.put(model, maxGpus);
        }
    }

    /** Why these GPUs would be too many; null when they are not. */
    @Nullable
    String exceededBy(UUID project, List<Gpu> gpus, Instant now, @Nullable Instant end) {
        var page = pages.get(project);
        if (page == null) {
            return null;
        }
        for (var limit : page.limits.entrySet()) {
            int used = count(page.used, limit.getKey());
            int asked = (int) gpus.stream()
                    .filter(g -> limit.getKey().equals(ALL_MODELS)
                            || limit.getKey().equals(g.facts().modelOrEmpty()))
                    .count();
            if (asked > 0 && used + asked > limit.getValue()) {
                String model = limit.getKey().equals(ALL_MODELS) ? "" : " of " + limit.getKey();
                return "the project may hold " + limit.getValue() + " GPUs" + model + ", holds " + used
                        + " and would need " + asked + " more";
            }
        }
        double hours = hours(gpus.size(), now, end);
        if (page.hoursLimit > 0 && (page.hoursUsed >= page.hoursLimit || page.hoursUsed + hours > page.hoursLimit)) {
            return "the project may use " + page.hoursLimit + " GPU-hours this month and has used "
                    + Math.round(page.hoursUsed);
        }
        return null;
    }

    void add(UUID project, List<Gpu> gpus, Instant now, @Nullable Instant end) {
        var page = pages.get(project);
        if (page != null) {
            gpus.forEach(g -> page.used.merge(g.facts().modelOrEmpty(), 1, Integer::sum));
            page.hoursUsed += hours(gpus.size(), now, end);
        }
    }

    /** Projects whose limits the transaction has to check again. */
    UUID[] projects() {
        return pages.keySet().toArray(UUID[]::new);
    }

    private static int count(Map<String, Integer> used, String model) {
        return model.equals(ALL_MODELS)
                ? used.values().stream().mapToInt(Integer::intValue).sum()
                : used.getOrDefault(model, 0);
    }

    /** What a known end lets expect within this month; without an end only what is used already counts. */
    private static double hours(int gpus, Instant now, @Nullable Instant end) {
        if (end == null) {
            return 0;
        }
        var nextMonth = now.atZone(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1)
                .plusMonths(1)
                .toInstant();
        var until = end.isBefore(nextMonth) ? end : nextMonth;
        return gpus * Math.max(0, Duration.between(now, until).toSeconds()) / 3600.0;
    }
}
