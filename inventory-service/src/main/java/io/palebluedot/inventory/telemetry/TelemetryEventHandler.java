package io.palebluedot.inventory.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.events.Ids;
import io.palebluedot.events.jetstream.TelemetryBatches;
import io.palebluedot.inventory.machine.Care;
import io.palebluedot.inventory.machine.MachineService;
import io.palebluedot.inventory.series.SeriesStore;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Polls as they come from hardware-service. */
@ApplicationScoped
class TelemetryEventHandler {

    private final KnownServers servers;
    private final HotState hot;
    private final SeriesStore series;
    private final LoadRepository load;
    private final MachineService machines;
    private final Pool pool;
    private final Counter samples;
    private final Counter unmatched;

    TelemetryEventHandler(
            KnownServers servers,
            HotState hot,
            SeriesStore series,
            LoadRepository load,
            MachineService machines,
            Pool pool,
            MeterRegistry registry) {
        this.servers = servers;
        this.hot = hot;
        this.series = series;
        this.load = load;
        this.machines = machines;
        this.pool = pool;
        this.samples = registry.counter("pbd.telemetry.samples");
        this.unmatched = registry.counter("pbd.telemetry.unmatched");
    }

    @Incoming("telemetry")
    Uni<Void> on(TelemetryBatches batches) {
        var polls = batches.batches().stream()
                .filter(batch -> Ids.isId(batch.getServerId()))
                .toList();
        var ids = polls.stream().map(b -> UUID.fromString(b.getServerId())).collect(Collectors.toSet());
        return servers.of(ids).map(known -> observe(known, polls)).chain(this::take);
    }

    private Observed observe(Map<UUID, KnownServer> known, List<TelemetryBatch> polls) {
        var observed = new Observed();
        var now = Instant.now();
        for (TelemetryBatch poll : polls) {
            var server = known.get(UUID.fromString(poll.getServerId()));
            if (server != null) {
                observed.add(server, poll, now);
            } else {
                observed.unmatched++;
            }
        }
        samples.increment(observed.samples.size());
        unmatched.increment(observed.unmatched);
        return observed;
    }

    private Uni<Void> take(Observed observed) {
        return hot.put(observed.samples, observed.sensors)
                .chain(() -> series.write(observed.samples))
                .chain(() -> load.write(observed, Instant.now()))
                .chain(() -> health(observed));
    }

    private Uni<Void> health(Observed observed) {
        return Multi.createFrom()
                .iterable(observed.health)
                .onItem()
                .transformToUniAndConcatenate(this::health)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> health(Observed.HealthChange change) {
        servers.forget(change.serverId());
        return pool.withTransaction(tx -> machines.change(tx, change.serverId(), "hardware-service", machine -> {
                    if (change.gpuId() == null) {
                        Care.vitals(machine, change.health(), null, null, "telemetry");
                    } else {
                        Care.gpuHealth(machine, change.gpuId(), change.health());
                    }
                }))
                .replaceWithVoid();
    }
}
