package io.palebluedot.inventory.series;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Makes tomorrow's partition before midnight and drops those past retention. */
@ApplicationScoped
class Partitions {

    private static final Logger LOG = Logger.getLogger(Partitions.class);

    private final PostgresSeries series;

    Partitions(PostgresSeries series) {
        this.series = series;
    }

    @Scheduled(every = "1h", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> turn() {
        var today = LocalDate.now(ZoneOffset.UTC);
        return series.partition(today)
                .chain(() -> series.partition(today.plusDays(1)))
                .chain(series::drop)
                .invoke(dropped -> {
                    if (dropped > 0) {
                        LOG.infof("sample partitions dropped count=%d", dropped);
                    }
                })
                .replaceWithVoid();
    }
}
